/**
 * What a pure function says of words that come again and again, and costs more than looking it up. Strangers may choose the words: beyond `most` it begins
 * anew rather than growing, and long words are not kept. What it gives is shared, and nobody writes into it.
 */
export function remembering<Said>(most: number, say: (words: string) => Said): (words: string) => Said {
  const known = new Map<string, Said>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined) return before
    const said = say(words)
    if (words.length > LONGEST) return said
    if (known.size >= most) known.clear()
    known.set(words, said)
    return said
  }
}

const LONGEST = 200
