import { TYPE } from '@formatjs/icu-messageformat-parser'
import { eachElement, elementsOf, shelvesIn } from './books.ts'
import {
  calledName,
  child,
  children,
  isCode,
  isTest,
  lineAt,
  literal,
  parse,
  templateParts,
  walk,
  word,
  type Node,
  type Tree,
} from './tree.ts'

type Line = {
  readonly where: string
  readonly room: string
  /** Whole keys, and beginnings of keys that end in what is not known here. */
  readonly keys: readonly string[]
  readonly prefixes: readonly string[]
}

/**
 * What rooms hand over as `news` goes into letters and onto the screens of telephones. Each line is a function of `say`; every sentence that it can
 * say is read in every language, and what is filled in may be a number or a date and nothing else.
 */
export function neutralLineFaults(tree: Tree): readonly string[] {
  const books = shelvesIn(tree).flatMap(({ folder, books: own }) =>
    [...own].map(([locale, book]) => [`${folder}/${locale}.json`, book] as const),
  )
  return linesIn(tree).flatMap(({ where, keys, prefixes }) => {
    if (keys.length === 0 && prefixes.length === 0)
      return [`${where}: no sentence can be seen in this line: write its key out, or a table of keys`]
    const fits = (key: string) => keys.includes(key) || prefixes.some((start) => key.startsWith(start))
    const said = books.flatMap(([file, book]) => Object.entries(book).flatMap(([key, text]) => (fits(key) ? [{ file, key, text }] : [])))
    if (said.length === 0) return [`${where}: no book has the sentence ${[...keys, ...prefixes].join(', ')}`]
    return said.flatMap(({ file, key, text }) =>
      namesIn(String(text)).map(
        (name) => `${file}: ${key} fills in {${name}}, and a line of news takes numbers and dates alone ({${name}, number})`,
      ),
    )
  })
}

/** Every line that a room hands over. */
export function linesIn(tree: Tree): readonly Line[] {
  return [...tree].flatMap(([path, source]) => {
    const room = /^src\/modules\/([^/]+)\//.exec(path)?.[1]
    if (room === undefined || !isCode(path) || isTest(path)) return []
    const { program } = parse(path, source)
    const lines: Line[] = []
    // Where news is read, every function of `say` is a line, whatever it is called before it is handed over.
    const readsNews = path.includes('/queries/') && /\bNews(Asked)?\b/.test(source)
    walk(program, (node, parents) => {
      if (node.type !== 'ArrowFunctionExpression' || !takesSay(node)) return
      const above = parents.at(-1)
      const isLine = above?.type === 'Property' && word(child(above, 'key'), 'name') === 'line'
      if (isLine || readsNews) lines.push({ where: `${path}:${lineAt(source, node.start)}`, room, ...saidBy(node, program) })
    })
    return lines
  })
}

const takesSay = (line: Node): boolean => {
  const [first, ...more] = children(line, 'params')
  return first !== undefined && more.length === 0 && word(first, 'name') === 'say'
}

function saidBy(line: Node, program: Node): Pick<Line, 'keys' | 'prefixes'> {
  const keys: string[] = []
  const prefixes: string[] = []
  walk(line, (node) => {
    if (node.type !== 'CallExpression' || calledName(node) !== 'say') return
    const [asked] = children(node, 'arguments')
    if (asked === undefined) return
    walk(asked, (inner) => {
      const text = literal(inner)
      if (text !== null && text.includes('.')) keys.push(text)
      else if (inner.type === 'TemplateLiteral') prefixes.push(templateParts(inner)[0] ?? '')
      else if (inner.type === 'Identifier') keys.push(...tableOf(program, word(inner, 'name') ?? ''))
    })
  })
  return { keys, prefixes: prefixes.filter((start) => start !== '') }
}

const DEEPEST = 2

/** `LINES[what]`, a name that stands for one of them, or one whose type lists them: every text that the name leads to. */
function tableOf(program: Node, name: string, depth = 0): readonly string[] {
  const found: string[] = []
  walk(program, (node) => {
    const declared = node.type === 'VariableDeclarator' || node.type === 'TSTypeAliasDeclaration'
    const meant = declared && word(child(node, 'id'), 'name') === name ? node : node.type === 'Identifier' ? annotationOf(node, name) : null
    if (meant === null) return
    walk(meant, (inner) => {
      const text = literal(inner)
      const next = inner.type === 'Identifier' ? word(inner, 'name') : null
      if (text?.includes('.') === true) found.push(text)
      else if (next !== null && next !== name && depth < DEEPEST) found.push(...tableOf(program, next, depth + 1))
    })
  })
  return found
}

const annotationOf = (node: Node, name: string): Node | null => (word(node, 'name') === name ? child(node, 'typeAnnotation') : null)

function namesIn(message: string): readonly string[] {
  const names: string[] = []
  const numbers = new Set<string>()
  const elements = elementsOf(message)
  // A plain blank beside a plural of the same name is a number too.
  eachElement(elements, (element) => {
    if (element.type === TYPE.plural || element.type === TYPE.number) numbers.add(element.value)
  })
  eachElement(elements, (element) => {
    const named = element.type === TYPE.argument || element.type === TYPE.select || element.type === TYPE.tag
    if (named && !numbers.has(element.value)) names.push(element.value)
  })
  return names
}
