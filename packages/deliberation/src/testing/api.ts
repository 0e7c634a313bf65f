/** The API page is drawn from the source, so that it cannot say anything else. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(source, file), 'utf8')

type Exported = { readonly name: string; readonly file: string }

/** Every name that `index.ts` gives out (aliases by their outer name), with the file it comes from. */
function exported(): Exported[] {
  return [...read('index.ts').matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/g)].flatMap(([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => ({ name, file })),
  )
}

/** The doc comment and the declaration of a name, without the body of a function. */
function declaration({ name, file }: Exported): string {
  const text = read(file)
  const at = text.search(new RegExp(`^export (?:async )?(?:function\\*? |const |type )${name}\\b`, 'm'))
  if (at < 0) throw new Error(`${name} is not declared in ${file}`)
  const rest = text.slice(at).replace(/^export /, '')
  return `${docBefore(text.slice(0, at))}${rest.startsWith('type') ? wholeType(rest) : headOf(rest)}`
}

function docBefore(text: string): string {
  const doc = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n$/.exec(text)?.[0]
  return doc ?? ''
}

/** Up to the line that closes what the first line opens. */
function wholeType(text: string): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line, at) => /^[^\s}|&]/.test(line) && at > 0)
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trimEnd()
    .replace(/\n\n\/\*\*[\s\S]*$/, '')
}

function headOf(text: string): string {
  if (text.startsWith('const')) return (text.split('\n')[0] ?? '').replace(/ =>.*| = \[$/, '')
  return text.slice(0, text.search(/ \{\n/)).trimEnd()
}

/** The page. */
export function apiPage(): string {
  const all = exported()
  const files = [...new Set(all.map(({ file }) => file))].toSorted()
  const parts = files.map((file) => {
    const about =
      /^\/\*\*\s*([\s\S]*?)\s*\*\//
        .exec(read(file))?.[1]
        ?.replace(/\n \* ?/g, ' ')
        .replace(/^\* /, '') ?? ''
    const own = all.filter((one) => one.file === file).map(declaration)
    return `## ${file.replace(/\.ts$/, '')}\n\n${about}\n\n\`\`\`ts\n${own.join('\n\n')}\n\`\`\`\n`
  })
  return `# API\n\nEvery export, as the source has it. Drawn by \`npm run vectors\`; a test compares.\n\n${parts.join('\n')}`
}
