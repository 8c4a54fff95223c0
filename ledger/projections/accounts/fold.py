"""How transfers become balances, entries and lots."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.arrays import array, joined
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.store import Store
from ledger.projections.engine.transfers import Transfer

LOTS = Additive(
    "lots",
    keys={"account": "text", "lot": "text"},
    kept={"ends_on": ("date", "max"), "opened_position": ("bigint", "min"), "points": ("bigint", "max")},
    sums=('"left"',),
    sorted_by=("lot", "account", "organisation"),
)
NEVER = date.max.isoformat()
"""`ends_on` of a lot that never ends, so that a later last day is always the greater one."""

ENTRIES = (
    "organisation, account, points, balance, counterpart, position, occurred_at, recorded_at, "
    "kind, tag, reason, actor, on_behalf_of, subject, asked, repays, lots"
)
MOST_REMEMBERED = 200_000

_READ = f"""
    SELECT account, balance, held, owner FROM {{schema}}.accounts
    WHERE organisation = %s AND account = ANY({array("%s", "text")})"""
_WRITE = f"""
    INSERT INTO {{schema}}.accounts (organisation, account, balance, held, owner)
    SELECT %s, * FROM unnest({array("%s", "text")}, {array("%s", "bigint")}, {array("%s", "bigint")},
                             {array("%s", "text")})
    ON CONFLICT (organisation, account) DO UPDATE
    SET balance = excluded.balance, held = excluded.held, owner = excluded.owner"""


class Standing:
    """An account as it stands, with its name as a field of a row."""

    __slots__ = ("account", "balance", "changed", "encoded", "held", "holds", "listed", "owner")

    def __init__(self, account: str) -> None:
        self.account = account
        self.balance = 0
        self.held = 0
        self.owner: str | None = None
        self.encoded = encoded.text(account)
        # The other accounts (issuance, expired…) get an entry from almost every event, and nobody pages through them.
        self.listed = account.startswith(("employee:", "budget:", "held:"))
        self.holds = account.startswith("held:")
        self.changed = False


class BalancesFold:
    """Balances are carried from event to event, so they are read once, when an account first occurs."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._row = encoded.count(17) + encoded.text(organisation)
        self._lot_row = encoded.count(7) + encoded.text(organisation)
        self._accounts: dict[str, Standing] = {}
        self._lots: dict[tuple[str, str], list[Any]] = {}

    def size(self) -> int:
        return len(self._accounts) + len(self._lots)

    def take(self, page: Page, store: Store) -> None:
        transfers = page.transfers
        self._load({one.source for one in transfers} | {one.target for one in transfers}, store)
        accounts, row, pair = self._accounts, self._row, encoded.bigints
        entries: list[bytes] = []
        opened: list[bytes] = []
        for transfer in transfers:
            source, target, points = accounts[transfer.source], accounts[transfer.target], transfer.points
            source.balance -= points
            target.balance += points
            source.changed = target.changed = True
            if source.holds or target.holds:
                self._hold(source, target, points)
            if source.listed or target.listed:
                common = _common(transfer)
                if source.listed:
                    entries.append(row + source.encoded + pair(-points, source.balance) + target.encoded + common)
                if target.listed:
                    entries.append(row + target.encoded + pair(points, target.balance) + source.encoded + common)
            for lot, taken, _ in transfer.takes:
                _add(self._lots, (source.account, lot), None, None, None, -taken)
            for lot, put, ends_on in transfer.opens:
                if store.bulk:
                    opened.append(
                        self._lot_row
                        + target.encoded
                        + encoded.text(lot)
                        + encoded.day(ends_on or NEVER)
                        + transfer.stamp[:12]
                        + pair(put, put)
                    )
                else:
                    _add(self._lots, (target.account, lot), ends_on or NEVER, transfer.position, put, put)
        store.append("entries", ENTRIES, entries)
        store.append("lots", LOTS.columns, opened)

    def _hold(self, source: Standing, target: Standing, points: int) -> None:
        """What lies in a held account is its owner's `held` until it leaves it, wherever to."""
        if target.holds:
            target.owner = source.account
            source.held += points
        elif source.owner is not None:
            owner = self._accounts[source.owner]
            owner.held -= points
            owner.changed = True

    def _load(self, wanted: set[str], store: Store) -> None:
        """Bring accounts into memory, and the owners of held ones."""
        missing = [account for account in wanted if account not in self._accounts]
        if not missing:
            return
        for account in missing:
            self._accounts[account] = Standing(account)
        owners = set()
        for account, balance, held, owner in store.rows(_READ, (self._organisation, joined(missing))):
            standing = self._accounts[account]
            standing.balance, standing.held, standing.owner = balance, held, owner
            if owner is not None:
                owners.add(owner)
        self._load(owners, store)

    def flush(self, store: Store) -> None:
        changed = [standing for standing in self._accounts.values() if standing.changed]
        if changed:
            store.run(
                _WRITE,
                (
                    self._organisation,
                    joined(standing.account for standing in changed),
                    joined(standing.balance for standing in changed),
                    joined(standing.held for standing in changed),
                    joined(standing.owner for standing in changed),
                ),
            )
        LOTS.add(store, self._organisation, [(*key, *lot) for key, lot in self._lots.items()])
        self._lots = {}
        if len(self._accounts) > MOST_REMEMBERED:
            self._accounts = {}
        for standing in changed:
            standing.changed = False


def _add(lots: dict[tuple[str, str], list[Any]], key: tuple[str, str], *values: Any) -> None:
    ends_on, position, points, left = values
    lot = lots.get(key)
    if lot is None:
        lots[key] = [ends_on, position, points, left]
        return
    lot[0] = max(filter(None, (lot[0], ends_on)), default=None)
    lot[1] = min(filter(None, (lot[1], position)), default=None)
    lot[2] = max(filter(None, (lot[2], points)), default=None)
    lot[3] += left


def _common(transfer: Transfer) -> bytes:
    """The fields that both entries of a transfer share."""
    repeated = encoded.repeated
    credit, reason, asked, repays, takes = (
        transfer.credit, transfer.reason, transfer.asked, transfer.repays, transfer.takes,
    )  # fmt: skip
    return b"".join(
        (
            transfer.stamp,
            repeated(transfer.kind),
            encoded.NULL if credit is None else repeated(credit[0]),
            encoded.NULL if reason is None else encoded.jsonb(reason),
            repeated(transfer.actor),
            repeated(transfer.on_behalf_of),
            encoded.text(transfer.subject),
            encoded.NULL if asked is None else encoded.bigint(asked),
            encoded.bigint(repays) if repays else encoded.NULL,
            encoded.jsonb([{"lot": lot, "points": points} for lot, points, _ in takes]) if takes else encoded.NULL,
        )
    )
