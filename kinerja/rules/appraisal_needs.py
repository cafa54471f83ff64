"""What may have to hold before an act on an official's appraisal, each by its name and in words."""

ELEMENT_TWO_TOLD = "element_two_told"
ELEMENT_TWO_NOT_DECIDED = "element_two_not_decided"
UNIT_FINAL = "unit_final"
FIELD_KNOWN = "field_known"
FLAGS_ACKNOWLEDGED = "flags_acknowledged"
RECOMMENDED = "recommended"
GUIDANCE_PLANNED = "guidance_planned"
OBJECTION_OPEN = "objection_open"
OBJECTION_OVER = "objection_over"
ANSWER_OPEN = "answer_open"
ANSWER_OVER = "answer_over"

APPRAISAL_PRECONDITIONS = {
    ELEMENT_TWO_TOLD: "Unsur 2 sudah diisi, atau dinyatakan belum tersedia dengan alasannya.",
    ELEMENT_TWO_NOT_DECIDED: "Unsur 2 belum ditetapkan dengan putusan atas keberatan.",
    UNIT_FINAL: "Hasil unit kerja sudah final.",
    FIELD_KNOWN: "Bidang yang hasilnya menjadi unsur 1 sudah tercatat.",
    FLAGS_ACKNOWLEDGED: "Setiap tanda merah sudah diakui dengan catatan tertulis.",
    RECOMMENDED: "Rekomendasi pejabat penilai sudah ditulis.",
    GUIDANCE_PLANNED: "Rencana pembinaan dengan tanggal tindak lanjut sudah ada bila hasilnya rendah.",
    OBJECTION_OPEN: "Masa keberatan belum lewat.",
    OBJECTION_OVER: "Masa keberatan sudah lewat.",
    ANSWER_OPEN: "Masa menjawab keberatan belum lewat.",
    ANSWER_OVER: "Keberatan sudah dijawab, atau masa menjawabnya sudah lewat.",
}
