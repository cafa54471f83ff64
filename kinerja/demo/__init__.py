"""The demonstration: example offices, people and accounts, and three semesters around the published figures.

Nothing here is drawn by lot: what is not published is reckoned from the region's code (``seed.pick``), so
that every copy shows the same, and is marked synthetic wherever it is kept. ``load`` runs the stages; each is
one transaction with one entry in the audit trail, and that entry is also why a stage never runs twice.

Most rows are written in bulk, as 1,100 evaluations through the workflow would take minutes; the state of each
is then what the table of ``rules.workflow`` leads to along its own path (``history``). What a visitor looks
at first goes through the services like everybody's work: Papua Barat in 2025-1 (``story``), and of the
officials' appraisals of 2025-2 all of Manokwari and some of Denpasar, Yogyakarta and Papua Barat
(``appraisal_story``).
"""

#: What stands in the name of everything made up, and in the source of every figure made up.
EXAMPLE = "(contoh)"
SYNTHETIC = "sintetis (contoh)"
