/** What shows that it is true: links open apart, texts are shown as they are. */
export function Evidence({ items }: { items: (string | null)[] }) {
  return (
    <ul className="evidence">
      {items.map((item, place) =>
        item === null ? null : (
          <li key={place} className="said">
            {/^https?:\/\/\S+$/.test(item) ? (
              <a href={item} target="_blank" rel="noopener noreferrer">
                {item}
              </a>
            ) : (
              item
            )}
          </li>
        ),
      )}
    </ul>
  );
}
