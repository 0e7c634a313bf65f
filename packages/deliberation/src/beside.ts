/** What the files say beside the votes: counts, groups and sums, which nobody signed, compared with what follows from votes or document. */
import type { Analysis } from './analysis.ts'
import { found, type Finding } from './findings.ts'
import { fewestPublished } from './sealed.ts'
import { isFields, shown } from './verify.ts'
import type { EventColumns } from './vote-rows.ts'

/** A statement as comments.csv tells it. A count that is not given out is null, an empty text one that is not. */
export type ToldStatement = {
  readonly id: number
  readonly author: number | null
  readonly moderated: -1 | 0 | 1
  readonly meta: boolean
  readonly agrees: number | null
  readonly disagrees: number | null
  readonly text: string
}
/** The entries of summary.csv; empty where it is not among the files. */
export type ToldSums = ReadonlyMap<string, string>

type Compared = { readonly path: string; readonly published: unknown; readonly recomputed: unknown }

function agreement(file: string, all: readonly Compared[]): Finding {
  const other = all.find(({ published, recomputed }) => published !== recomputed)
  if (other === undefined) return found('beside.same', { file })
  return found('beside.differs', { file, path: other.path, published: shown(other.published), recomputed: shown(other.recomputed) })
}

/** Every vote in the file counts, votes that were changed later included: so Polis counts, and so do we. */
export function countFinding(statements: readonly ToldStatement[], votes: EventColumns): Finding {
  const counts = new Map(statements.map(({ id }) => [id, { agrees: 0, disagrees: 0 }]))
  for (const [event, value] of votes.values.entries()) {
    const count = counts.get(votes.statements[event] as number)
    if (count === undefined || value === 0) continue
    if (value > 0) count.agrees += 1
    else count.disagrees += 1
  }
  const compared = statements.flatMap(({ id, agrees, disagrees }) => [
    { path: `${id}.agrees`, published: agrees, recomputed: counts.get(id)?.agrees },
    { path: `${id}.disagrees`, published: disagrees, recomputed: counts.get(id)?.disagrees },
  ])
  return agreement('comments.csv', compared)
}

/** The group of each participant; whoever is in a group of fewer than ten must be shown in none. */
export function groupFinding(told: ReadonlyMap<number, string>, { groups, placements }: Pick<Analysis, 'groups' | 'placements'>): Finding {
  const compared = Array.from(placements.participants, (participant, row): Compared => {
    const group = groups[placements.labels[row] as number]
    const own = group === undefined || group.size < fewestPublished ? undefined : group.id
    return { path: `${participant}.group-id`, published: told.get(participant), recomputed: own }
  })
  return agreement('participants-votes.csv', compared)
}

/** Only entries that are there. */
function sumFinding(told: ToldSums, own: Readonly<Record<string, unknown>>): readonly Finding[] {
  if (told.size === 0) return []
  const compared = Object.entries(own).flatMap(([entry, count]) => {
    const published = told.get(entry)
    return published === undefined ? [] : [{ path: entry, published, recomputed: shown(count) }]
  })
  return [agreement('summary.csv', compared)]
}

/** `sums` beside the result that was worked out from votes. */
export function openSums(sums: ToldSums, statements: readonly ToldStatement[], analysis: Analysis): readonly Finding[] {
  return sumFinding(sums, {
    voters: analysis.participants,
    'voters-in-conv': analysis.included,
    commenters: new Set(statements.flatMap(({ author }) => author ?? [])).size,
    comments: statements.length,
    groups: analysis.groups.length,
  })
}

/** Both files of sums beside the document of a sealed result, which is all that they may be made of. */
export function sealedFindings(document: unknown, statements: readonly ToldStatement[], sums: ToldSums): readonly Finding[] {
  const output = isFields(document) && isFields(document['output']) ? document['output'] : {}
  const results = fieldsIn(output['results'])
  const groups = fieldsIn(output['groups'])
  const byId = new Map(results.map((result) => [result['id'], result]))
  const compared = statements.flatMap(({ id, agrees, disagrees, meta }): Compared[] => {
    const own = byId.get(id)
    if (own === undefined) return [{ path: String(id), published: id, recomputed: undefined }]
    return [
      { path: `${id}.agrees`, published: agrees, recomputed: own['agrees'] },
      { path: `${id}.disagrees`, published: disagrees, recomputed: own['disagrees'] },
      { path: `${id}.is-meta`, published: meta, recomputed: own['state'] === 'meta' },
    ]
  })
  const inGroups = groups.reduce((sum, { size }) => sum + Number(size), 0)
  const own = { voters: output['participants'] ?? 0, 'voters-in-conv': inGroups, comments: statements.length, groups: groups.length }
  return [agreement('comments.csv', compared), ...sumFinding(sums, own)]
}

const fieldsIn = (list: unknown): readonly { readonly [field: string]: unknown }[] => (Array.isArray(list) ? list.filter(isFields) : [])
