/** The beginning of a text as a list shows it, cut between words; the whole stands on its own page. */
export function excerpt(text: string, most = 320): string {
  const signs = [...text]
  if (signs.length <= most) return text
  const end = signs
    .slice(0, most + 1)
    .join('')
    .search(/\s\S*$/)
  return `${(end > most / 2 ? text.slice(0, end) : signs.slice(0, most).join('')).replace(/[\s\p{P}]+$/u, '')}…`
}
