/** Of the report that istanbul's `json` writes, what is read here: which statements and functions a file has, and how often each ran. */
export type Covered = {
  readonly path: string
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>
  readonly s: Readonly<Record<string, number>>
  readonly f: Readonly<Record<string, number>>
}
export type Report = Readonly<Record<string, Covered>>

type Count = { files: number; lines: number; linesRun: number; functions: number; functionsRun: number }

const FLOORS = ['packages', 'platform', 'core', 'web', 'modules', 'main', 'browser', 'voter'] as const

/** The floor of a file and its room there; null: it is none of the product's. */
export function placeOf(path: string): { readonly floor: string; readonly room: string } | null {
  const [, floor = '', room = ''] =
    /(?:^|\/)(packages)\/([^/]+)\/src\//.exec(path) ??
    /(?:^|\/)src\/(modules)\/([^/]+)\//.exec(path) ??
    /(?:^|\/)src\/(\w+)\//.exec(path) ??
    []
  return FLOORS.some((one) => one === floor) ? { floor, room } : null
}

/** A line ran where any statement that begins on it did. */
function linesOf({ statementMap, s }: Covered): ReadonlyMap<number, boolean> {
  const lines = new Map<number, boolean>()
  for (const [id, { start }] of Object.entries(statementMap)) lines.set(start.line, lines.get(start.line) === true || (s[id] ?? 0) > 0)
  return lines
}

/** Lines and functions that ran, of each room, each floor and all: a table of Markdown. */
export function tableOf(report: Report): string {
  const counts = new Map<string, Count>()
  const add = (key: string, file: Covered) => {
    const lines = [...linesOf(file).values()]
    const functions = Object.values(file.f)
    const count = counts.get(key) ?? { files: 0, lines: 0, linesRun: 0, functions: 0, functionsRun: 0 }
    counts.set(key, count)
    count.files += 1
    count.lines += lines.length
    count.linesRun += lines.filter(Boolean).length
    count.functions += functions.length
    count.functionsRun += functions.filter((times) => times > 0).length
  }
  for (const file of Object.values(report)) {
    const place = placeOf(file.path.replaceAll('\\', '/'))
    if (place === null) continue
    for (const key of new Set([`${place.floor}/${place.room}`, `${place.floor}/`, '/'])) add(key, file)
  }
  const rank = (key: string): number => FLOORS.findIndex((floor) => key.startsWith(`${floor}/`)) + (key === '/' ? 100 : 0)
  const rows = [...counts].toSorted(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other, 'en'))
  return [
    '| | files | lines | of which ran | functions | of which ran |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(([key, count]) => rowOf(key, count)),
  ].join('\n')
}

function rowOf(key: string, { files, lines, linesRun, functions, functionsRun }: Count): string {
  const name = key === '/' ? '**all**' : key.endsWith('/') ? `**${key.slice(0, -1)}**` : `\`${key}\``
  return `| ${name} | ${files} | ${lines} | ${percent(linesRun, lines)} | ${functions} | ${percent(functionsRun, functions)} |`
}

const percent = (part: number, whole: number): string => (whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`)
