import { sealedCertificateOf, sealedIn, sealedLists, type SealedCounts, type SealedDocument, type SealedResult } from '#deliberation'
import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { latestResult, groupOf } from './latest-result.ts'
import { withSpeakers } from './speakers.ts'
import { readStatements, type SpokenRow } from './statement-list.ts'

export type SealedShown = SpokenRow & {
  readonly counts: SealedCounts
  /** Where no count is shown: the side of more than half of all people; else null. */
  readonly most: 'agree' | 'disagree' | null
  /** Each group and, without an id, all others; empty where nothing is shown by group. */
  readonly groups: readonly { readonly id: string | null; readonly size: number; readonly counts: SealedCounts }[]
}
type WithSide = SealedShown & { readonly side: 'agree' | 'disagree' }

/** All that anybody sees of a dialogue whose votes are sealed: members, conveners, officials and strangers alike. Names alone hang on who asks. */
export type SealedPage = {
  readonly version: number
  readonly computedAt: Date
  readonly certificate: string
  readonly document: SealedDocument
  readonly result: SealedResult
  readonly common: readonly WithSide[]
  readonly divisive: readonly SealedShown[]
  readonly ownWords: readonly { readonly group: string; readonly statements: readonly WithSide[] }[]
  readonly all: readonly SealedShown[]
}

const LISTED = 7

/** Null: the votes are not sealed; else the state of the dialogue, on which it depends how they are published. */
export async function sealStage(db: Reader, dialogueId: string): Promise<SealedResult['stage'] | null> {
  const row = await db
    .selectFrom('dialogue')
    .select('state')
    .where('id', '=', dialogueId)
    .where('publication', '=', 'aggregates')
    .where('origin', '=', 'here')
    .executeTakeFirst()
  if (row === undefined) return null
  return row.state === 'closed' || row.state === 'answered' ? 'closed' : 'open'
}

/** How many people voted or changed a vote between two moments, those whom moderators took out later among them: what they did was counted once. */
export async function votersBetween(db: Reader, dialogueId: string, after: Date | null, until: Date): Promise<number> {
  let select = db
    .selectFrom('vote')
    .select((eb) => eb.fn.count<number>('participant').distinct().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('cast_at', '<=', until)
  if (after !== null) select = select.where('cast_at', '>', after)
  return (await select.executeTakeFirstOrThrow()).count
}

type Head = Pick<SealedPage, 'version' | 'computedAt' | 'document' | 'result'> & { readonly ofResult: string | null }

/** Null: nothing is published yet. */
export async function sealedHead(db: Reader, dialogueId: string): Promise<Head | null> {
  const row = await db
    .selectFrom('sealed_result')
    .select(['version', 'published_at', 'document', 'of_result'])
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirst()
  if (row === undefined || row.published_at === null || row.document === null) return null
  // This room wrote it.
  const document = row.document as SealedDocument
  return { version: row.version, computedAt: row.published_at, document, result: sealedIn(document), ofResult: row.of_result }
}

/** Null: nothing is published yet. */
export async function readSealedPage(db: Reader, dialogue: Pick<Dialogue, 'id' | 'bodyId'>, actor: Actor): Promise<SealedPage | null> {
  const head = await sealedHead(db, dialogue.id)
  if (head === null) return null
  const { version, computedAt, document, result } = head
  const rows = await readStatements(db, dialogue.id, { status: 'published' })
  const all = joined(await withSpeakers(db, dialogue, rows, actor), result)
  const shown = new Map(all.map((one) => [one.number, one]))
  const sided = ({ statement, side }: { statement: number; side: 'agree' | 'disagree' }): WithSide[] => {
    const one = shown.get(statement)
    return one === undefined ? [] : [{ ...one, side }]
  }
  const lists = sealedLists(result)
  return {
    ...{ version, computedAt, document, result, all, certificate: sealedCertificateOf(document) },
    common: lists.common.flatMap(sided).slice(0, LISTED),
    divisive: lists.divisive.flatMap((id) => shown.get(id) ?? []).slice(0, LISTED),
    ownWords: result.groups.map(({ id }) => ({ group: id, statements: (lists.representative[id] ?? []).flatMap(sided) })),
  }
}

function joined(statements: readonly SpokenRow[], { results, groups, others }: SealedResult): SealedShown[] {
  const byId = new Map(results.map((one) => [one.id, one]))
  return statements.flatMap((row): SealedShown[] => {
    const one = byId.get(row.number)
    if (one === undefined) return []
    const { agrees, disagrees, passes, most, byGroup } = one
    const rows = groups.flatMap(({ id, size }) => {
      const counts = byGroup?.[id]
      return counts === undefined ? [] : [{ id, size, counts }]
    })
    const rest = one.others === null ? [] : [{ id: null, size: others, counts: one.others }]
    return [{ ...row, counts: { agrees, disagrees, passes }, most, groups: [...rows, ...rest] }]
  })
}

/** The group of somebody among those published, for themselves alone; null while none is, or where theirs is not shown. */
export async function ownSealedGroup(db: Reader, dialogueId: string, participant: number): Promise<string | null> {
  const head = await sealedHead(db, dialogueId)
  const result = await latestResult(db, dialogueId)
  if (head === null || result === null || result.certificate !== head.ofResult) return null
  const own = groupOf(result, participant)
  return head.result.groups.some(({ id }) => id === own) ? own : null
}
