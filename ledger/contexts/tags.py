"""Value tags: what earns points, by which rule, since when."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.tags.actions import ACTIONS
from ledger.domain.tags.tag import CODES_OF_TAGS, TAG
from ledger.projections.directory.references import Reference
from ledger.projections.tags.notices import NOTICES
from ledger.projections.tags.projection import Tags
from ledger.projections.tags.waits import WAITS

CONTEXT = Context(
    name="tags",
    streams=(TAG, CODES_OF_TAGS),
    actions=ACTIONS,
    routes=("ledger.api.tags.commands", "ledger.api.tags.files", "ledger.api.tags.queries", "ledger.api.tags.trials"),
    projections=(Tags,),
    subjects={},
    waits=(WAITS,),
    references=(
        Reference(
            "tags",
            to_departments="""FROM tags.tags CROSS JOIN LATERAL jsonb_array_elements(revisions) AS revision
                WHERE organisation = %(organisation)s AND revision -> 'terms' -> 'departments' ? named.code""",
        ),
    ),
    notices=(NOTICES,),
)
