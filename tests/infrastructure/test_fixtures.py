"""The servers that the other tests stand on."""

import psycopg
import redis


def test_a_database_is_fresh_and_sorts_by_code_point(database: str) -> None:
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        rows = connection.execute(
            "SELECT name FROM unnest(ARRAY['é', 'Z', 'a', '中']) AS name ORDER BY name"
        ).fetchall()
        assert [name for (name,) in rows] == ["Z", "a", "é", "中"]
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_a_database_left_with_a_table_does_not_reach_the_next_test(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE left_behind (id int)")


def test_redis_is_empty_and_of_this_worker(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_redis_is_empty_again(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
