"""HTTP: routes by context, schemas beside them, problems mapped once. The routes never reach for infrastructure."""
