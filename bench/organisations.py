"""The organisations that cases share: each is made once, in an installation of its own."""

from __future__ import annotations

from bench.context import Context
from bench.installing import Installed, install
from bench.seed import seed
from bench.service import Service, running
from bench.tenant import Tenant


def young(context: Context) -> Service:
    """A running service over a thousand employees without a history."""
    return _service(context, "young", Tenant("young", context.options.employees[0], 0))


def old(context: Context) -> Service:
    """A running service over a thousand employees with a long history."""
    return _service(context, "old", Tenant("old", context.options.employees[0], context.options.events))


def large(context: Context) -> tuple[Installed, Tenant]:
    """An installation of many employees with a long history, without a service."""
    tenant = Tenant("large", context.options.employees[1], context.options.events)
    return _installed(context, "large", tenant), tenant


def _installed(context: Context, name: str, tenant: Tenant) -> Installed:
    def make() -> Installed:
        installed = install(context.ground, name)
        seed(installed.where, tenant, context.tell)
        return installed

    return context.once(f"{name} organisation", make)


def _service(context: Context, name: str, tenant: Tenant) -> Service:
    installed = _installed(context, name, tenant)

    def start() -> Service:
        service = context.stack.enter_context(running(installed, tenant))
        context.tell(f"{name}: projections catch up")
        service.caught_up()
        return service

    return context.once(f"{name} service", start)
