# docker build -t wpdiag . && docker run --rm --network none -v "$PWD:/data:ro" wpdiag scan debug.log
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY rules rules
RUN pip wheel --no-cache-dir --quiet --wheel-dir /wheels '.[zstd]'

FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1 WPDIAG_CACHE_DIR=/var/cache/wpdiag
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels 'wpdiag[zstd]' \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin wpdiag \
    && wpdiag rules list > /dev/null \
    && chmod -R a+rX /var/cache/wpdiag
USER 10001
WORKDIR /data
ENTRYPOINT ["wpdiag"]
CMD ["--help"]
