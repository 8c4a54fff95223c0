"""Who and what: data only. Codes in ASCII, texts in Chinese, times relative to the present (scene.moment)."""
