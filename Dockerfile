# The service with the page, its worker and the command line, for servers of one's own (docker-compose.yml).
FROM python:3.13-slim AS page
WORKDIR /src
COPY requirements-web.txt ./
COPY scripts/page.py scripts/
COPY web web
RUN python scripts/page.py

FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/ledger && /opt/ledger/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml requirements.in README.md ./
COPY scripts/page.py scripts/backend.py scripts/
COPY ledger ledger
COPY migrations migrations
COPY --from=page /src/web/dist web/dist
RUN /opt/ledger/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home ledger && install -d -o ledger /var/lib/ledger
COPY --from=build /opt/ledger /opt/ledger
USER ledger
ENV PATH=/opt/ledger/bin:$PATH LEDGER_DATA=/var/lib/ledger LEDGER_HOST=0.0.0.0 LEDGER_DEMO=0
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"
ENTRYPOINT ["ledger"]
CMD ["serve"]
