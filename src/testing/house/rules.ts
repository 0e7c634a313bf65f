import { circlesIn, reachedFrom } from './circles.ts'
import { wallOf } from './walls.ts'
import { readImports, type Graph, type Import } from './imports.ts'
import { placeOf, ROOMS } from './places.ts'
import { isCode, type Tree } from './tree.ts'

export type Violation = {
  readonly rule: string
  readonly file: string
  readonly imports: string
  readonly reason: string
  readonly remedy: string
}

/** Where the product starts; what none of these reaches is not in the product. */
export const ENTRIES = ['src/main/start.ts', 'src/main/cli.ts'] as const

export function violationsIn(tree: Tree): readonly Violation[] {
  const graph = readImports(tree)
  return [...strayFiles(tree), ...brokenWalls(tree, graph), ...circles(allowedImports(tree, graph)), ...deadFiles(graph)]
}

/** An import upwards mostly closes a circle too; its own wall has told of it already. */
function allowedImports(tree: Tree, graph: Graph): Graph {
  return new Map([...graph].map(([file, imports]) => [file, imports.filter((found) => wallOf(tree, placeOf(file), found) === null)]))
}

export function sentence({ rule, file, imports, reason, remedy }: Violation): string {
  return `${rule}: ${file}${imports === '' ? '' : ` -> ${imports}`}. ${reason} ${remedy}`
}

function strayFiles(tree: Tree): Violation[] {
  return [...tree.keys()].flatMap((file) => {
    const place = placeOf(file)
    if (file.startsWith('src/') && place.floor === null) {
      return [
        {
          rule: 'floors-are-known',
          file,
          imports: '',
          reason: 'src holds platform, core, web, modules, main, browser, voter and testing.',
          remedy: 'Put it on the floor that it belongs to; a new floor needs a decision record and a line in places.ts.',
        },
      ]
    }
    if (place.floor !== 'modules' || place.test) return []
    if (!Object.hasOwn(ROOMS, place.room ?? '')) {
      return [
        {
          rule: 'rooms-are-known',
          file,
          imports: '',
          reason: `No room is called ${place.room ?? ''}, so nobody knows who may import it.`,
          remedy: 'Write its sort (ground, peer or watcher) in the table ROOMS of places.ts, or move the file.',
        },
      ]
    }
    if (place.kind !== null) return []
    return [
      {
        rule: 'kinds-are-known',
        file,
        imports: '',
        reason: 'Every room has the same shape: who has read one has read fifteen.',
        remedy: 'Use one of the kinds in the table KINDS of places.ts; a new kind needs a decision record.',
      },
    ]
  })
}

function brokenWalls(tree: Tree, graph: Graph): Violation[] {
  return [...graph].flatMap(([file, imports]) => {
    const broken = imports.flatMap((found) => {
      const wall = wallOf(tree, placeOf(file), found)
      return wall === null ? [] : [{ ...wall, file, imports: shown(found) }]
    })
    // `import type` and `import` of one file are one trespass, not two.
    return broken.filter((one, at) => broken.findIndex((other) => other.rule === one.rule && other.imports === one.imports) === at)
  })
}

const shown = (found: Import): string => (found.target === 'npm' ? found.specifier : found.to)

function circles(graph: Graph): Violation[] {
  return circlesIn(graph).map(([file = '', ...rest]) => ({
    rule: 'no-circle',
    file,
    imports: rest.join(' -> '),
    reason: 'A circle cannot be understood, tested or moved one file at a time (types count too).',
    remedy: 'Move what both need into a file below both.',
  }))
}

function deadFiles(graph: Graph): Violation[] {
  const browserEntries = [...graph.keys()].filter((path) => /^src\/(browser\/[^/]+|voter\/(voice|fetch))\.ts$/.test(path))
  const reached = reachedFrom(graph, [...ENTRIES, ...browserEntries])
  return [...graph.keys()]
    .filter((file) => /^(src|packages)\//.test(file) && isCode(file) && !placeOf(file).forTests && !reached.has(file))
    .map((file) => ({
      rule: 'no-dead-file',
      file,
      imports: '',
      reason: `What ${ENTRIES.join(' and ')} do not reach is not in the product.`,
      remedy: 'Use it or take it away; what only tests need lives in a folder called testing.',
    }))
}
