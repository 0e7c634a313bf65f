import { posix } from 'node:path'
import { lineAt, type Tree } from './tree.ts'

/** Every link of a document to a file or a heading of the project that is not there, each a sentence. */
export function deadLinks(tree: Tree): readonly string[] {
  const folders = new Set([...tree.keys()].flatMap(foldersOf))
  return [...tree].flatMap(([path, source]) => {
    if (!path.endsWith('.md')) return []
    return [...withoutExamples(source).matchAll(/\]\(([^)\s]+)\)/g)].flatMap((found) => {
      const [to = '', heading] = (found[1] ?? '').split('#')
      if (/^[a-z]+:/.test(to)) return []
      const target = to === '' ? path : posix.join(posix.dirname(path), to)
      const there = tree.get(target)
      const gone = there === undefined && !folders.has(target.replace(/\/$/, ''))
      const lost = there !== undefined && heading !== undefined && target.endsWith('.md') && !headingsOf(there).has(heading)
      return gone || lost ? [`${path}:${lineAt(source, found.index)}: ${found[1]} leads nowhere: link what is there`] : []
    })
  })
}

const foldersOf = (path: string): readonly string[] => path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))

/** What stands in a block of code is no link. Its place is kept, so that lines can be told. */
const withoutExamples = (source: string): string => source.replace(/^```[^]*?^```/gm, (block) => block.replace(/[^\n]/g, ' '))

/** As the places that show these documents name them. */
function headingsOf(source: string): ReadonlySet<string> {
  const headings = [...withoutExamples(source).matchAll(/^#+ (.*)$/gm)].map((found) => found[1] ?? '')
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}
