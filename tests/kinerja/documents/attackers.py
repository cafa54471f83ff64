"""What somebody with a trusted key may try to bring along with a further signature."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

from kinerja.documents.embed import DIGEST, Update, _dictionary
from kinerja.documents.parts import Part
from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import cms_of
from tests.kinerja.documents.keys import a_signer

#: Changes the update, the signature field or the signature's dictionary before it is signed.
Change = Callable[[Any, Any, Any], None]
ROOM = 4096
name, number, text = generic.pdf_name, generic.NumberObject, generic.TextStringObject


def dictionary(**entries: Any) -> generic.DictionaryObject:
    """A PDF dictionary; a plain text becomes a name."""
    named = {key: name(f"/{value}") if type(value) is str else value for key, value in entries.items()}
    return generic.DictionaryObject({name(f"/{key}"): value for key, value in named.items()})


def signed_along(pdf: bytes, change: Change, *, field: str = Part.OFFICIAL.value, reason: str = "x") -> bytes:
    """The file with one further signature of a trusted key and, in the same update, a change."""
    writer = Update(BytesIO(pdf))
    steps = PdfCMSEmbedder(SigFieldSpec(field, on_page=-1)).write_cms(field, writer)
    next(steps)
    placed = _dictionary(Signature("Budi", reason, "", datetime.now(UTC), field), ROOM)
    change(writer, writer.root["/AcroForm"]["/Fields"][-1], placed)
    steps.send(SigObjSetup(sig_placeholder=placed))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    steps.send(cms_of(a_signer("Budi")._signer, prepared.document_digest))
    return bytes(output.getvalue())


def updated(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with an incremental update that nobody signed."""
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def nothing(*_words: Any) -> None:
    """The control."""


def drawing(writer: Any, content: bytes = b"1 0 0 rg 0 0 300 300 re f") -> Any:
    """A red square."""
    described = dictionary(Type="XObject", Subtype="Form", BBox=box(300))
    return writer.add_object(generic.StreamObject(described, stream_data=content))


def box(size: int) -> generic.ArrayObject:
    """A square at the corner of the page."""
    return generic.ArrayObject([number(0), number(0), number(size), number(size)])


def widget(writer: Any, **entries: Any) -> Any:
    """Something that is seen over the page."""
    seen = dictionary(N=drawing(writer))
    return writer.add_object(dictionary(Type="Annot", Subtype="Widget", Rect=box(300), AP=seen, **entries))


def cover(writer: Any, field: Any, _placed: Any) -> None:
    """A signature that is seen, over the printed result."""
    field[name("/Rect")] = box(300)
    field[name("/AP")] = dictionary(N=drawing(writer))


def seen_at_a_point(writer: Any, field: Any, _placed: Any) -> None:
    """Something to draw, for readers that draw it without an area."""
    field[name("/AP")] = dictionary(N=drawing(writer))


def act(_writer: Any, field: Any, _placed: Any) -> None:
    """A script for whoever comes near the signature."""
    field[name("/A")] = dictionary(S="JavaScript", JS=text("app.alert(1)"))


def lock(writer: Any, field: Any, _placed: Any) -> None:
    """No field may be filled any more."""
    field[name("/Lock")] = writer.add_object(dictionary(Type="SigFieldLock", Action="All"))


def certify(_writer: Any, _field: Any, placed: Any) -> None:
    """The signature allows nothing after it."""
    allowed = dictionary(Type="TransformParams", P=number(1), V="1.2")
    reference = dictionary(Type="SigRef", TransformMethod="DocMDP", TransformParams=allowed)
    placed[name("/Reference")] = generic.ArrayObject([reference])


def another_field(writer: Any, _field: Any, _placed: Any) -> None:
    """A field with a text."""
    added = widget(writer, FT="Tx", T=text("t"), V=text("Sangat Baik"))
    writer.root["/AcroForm"]["/Fields"].append(added)


def an_empty_signature(writer: Any, _field: Any, _placed: Any) -> None:
    """A second signature field, unsigned, that is seen."""
    added = widget(writer, FT="Sig", T=text("t"))
    writer.root["/AcroForm"]["/Fields"].append(added)
    writer.root["/Pages"]["/Kids"][-1]["/Annots"].append(added)


def an_earlier_signature(writer: Any, _field: Any, _placed: Any) -> None:
    """The first signature is seen now."""
    fields = writer.root["/AcroForm"]["/Fields"]
    fields[0][name("/AP")] = dictionary(N=drawing(writer))
    writer.mark_update(fields.raw_get(0))


def form(writer: Any, _field: Any, _placed: Any) -> None:
    """Readers draw all fields anew."""
    writer.root["/AcroForm"][name("/NeedAppearances")] = generic.BooleanObject(True)


def pages_as_they_were(writer: Any, _field: Any, _placed: Any) -> None:
    """A page shows what lay in the file already, unseen until then."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[name("/Contents")] = _attached(writer)["/EF"].raw_get("/F")
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))


def a_page(writer: Any, *_words: Any) -> None:
    """One more page."""
    writer.insert_page(dictionary(Type="Page", MediaBox=box(600)))


def other_data(writer: Any, *_words: Any) -> None:
    """Other figures in the attachment."""
    stream = _attached(writer)["/EF"]["/F"]
    stream._data, stream._encoded_data = stream.data.replace(b"Fakfak", b"Fakfuk"), None
    writer.mark_update(_attached(writer)["/EF"].raw_get("/F"))


def data_twice(writer: Any, *_words: Any) -> None:
    """A second attachment of the same name."""
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    stream = generic.StreamObject(dictionary(Type="EmbeddedFile"), stream_data=b"{}")
    stored = dictionary(F=writer.add_object(stream))
    twin = dictionary(Type="Filespec", F=text("data.json"), UF=text("data.json"), EF=stored)
    names += [text("data.json~"), writer.add_object(twin)]
    writer.update_container(names)


def no_metadata(writer: Any, *_words: Any) -> None:
    """The catalogue no longer names the metadata."""
    del writer.root["/Metadata"]
    writer.update_root()


def other_metadata(writer: Any, *_words: Any) -> None:
    """The catalogue names another stream of the file as metadata."""
    writer.root[name("/Metadata")] = _attached(writer)["/EF"].raw_get("/F")
    writer.update_root()


def entry(key: str, value: Any) -> Change:
    """Another entry in the catalogue."""

    def change(writer: Any, *_words: Any) -> None:
        writer.root[name(key)] = value
        writer.update_root()

    return change


def title(writer: Any, *_words: Any) -> None:
    """Another title."""
    writer.set_info(writer.add_object(dictionary(Title=text("Lain"))))


def trailer(writer: Any, *_words: Any) -> None:
    """Another entry in the trailer."""
    writer.set_custom_trailer_entry(name("/Lain"), text("Lain"))


def unused(writer: Any, *_words: Any) -> None:
    """An object that nothing leads to yet."""
    drawing(writer)


def _attached(writer: Any) -> Any:
    return writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]


#: What each tries, all in the update of a signature of a trusted key.
ATTEMPTS: dict[str, Change] = {
    "seen over the page": cover,
    "drawn at a point": seen_at_a_point,
    "script": act,
    "lock": lock,
    "certification": certify,
    "text field": another_field,
    "empty signature": an_empty_signature,
    "earlier signature": an_earlier_signature,
    "form": form,
    "page shows what was hidden": pages_as_they_were,
    "page": a_page,
    "attachment": other_data,
    "second attachment": data_twice,
    "no metadata": no_metadata,
    "other metadata": other_metadata,
    "untagged": entry("/MarkInfo", dictionary(Marked=generic.BooleanObject(False))),
    "store": entry("/DSS", dictionary(Lain=text("Lain"))),
    "version": entry("/Version", name("/2.0")),
    "action at opening": entry("/OpenAction", dictionary(S="JavaScript", JS=text("app.alert(1)"))),
    "permissions": entry("/Perms", generic.DictionaryObject()),
    "title": title,
    "trailer": trailer,
    "unused object": unused,
}
