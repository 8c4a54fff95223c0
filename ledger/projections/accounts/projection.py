"""Accounts, their entries, and the lots of employees."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.projections.accounts.fold import LOTS, BalancesFold
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.projection import Fold, Projection

__all__ = ["LOTS", "Balances"]


class Balances(Projection):
    """`accounts`: what each account holds, issuance included; their sum is zero. `held` of an employee are the
    points that lie in `held:` accounts which they filled (`owner`); they are not in the balance.
    `entries`: the transfers of employees', budgets' and held accounts, signed, with the balance after each;
    `repays` is how much of a credit repaid a balance below zero, `lots` which lots a debit took from.
    `lots`: what is left of each credit, by its last local day (9999-12-31: it never ends); `points` is how much it
    was opened with. Points that were held and come back go into their old lot.
    """

    name = "balances"
    version = 2
    lots: Additive = LOTS

    def ddl(self) -> Sequence[str]:
        return (
            """CREATE TABLE {schema}.accounts (
                organisation text COLLATE "C" NOT NULL,
                account      text COLLATE "C" NOT NULL,
                balance      bigint NOT NULL,
                held         bigint NOT NULL,
                owner        text COLLATE "C",
                PRIMARY KEY (organisation, account)
            ) WITH (fillfactor = 70)""",
            """CREATE TABLE {schema}.entries (
                organisation text COLLATE "C" NOT NULL,
                account      text COLLATE "C" NOT NULL,
                position     bigint NOT NULL,
                occurred_at  timestamptz NOT NULL,
                recorded_at  timestamptz NOT NULL,
                points       bigint NOT NULL,
                balance      bigint NOT NULL,
                counterpart  text NOT NULL,
                kind         text NOT NULL,
                tag          text,
                reason       jsonb,
                actor        text NOT NULL,
                on_behalf_of text,
                subject      text NOT NULL,
                asked        bigint,
                repays       bigint,
                lots         jsonb
            )""",
            self.lots.ddl,
        )

    def indexes(self) -> Sequence[str]:
        return (
            "ALTER TABLE {schema}.entries ADD PRIMARY KEY (account, organisation, position)",
            self.lots.key,
            'CREATE INDEX ON {schema}.lots (account, organisation, ends_on) WHERE "left" > 0',
        )

    def fold(self, organisation: str) -> Fold:
        return BalancesFold(organisation)
