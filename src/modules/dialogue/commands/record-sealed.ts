import { mayPublish, sealed, sealedDocument, sealedIn, type SealedDocument } from '#deliberation'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { latestResult, type Result } from '../queries/latest-result.ts'
import { votersBetween } from '../queries/sealed-result.ts'

/** Of the one row that a dialogue has: what is published, and the step that is held back. */
type Row = {
  readonly version: number
  readonly published_at: Date | null
  readonly document: SealedDocument | null
  readonly salt: Buffer | null
  readonly of_result: string | null
  readonly held_at: Date | null
  readonly held: SealedDocument | null
  readonly held_salt: Buffer | null
}
const NOTHING: Row = {
  ...{ version: 0, published_at: null, document: null, salt: null, of_result: null },
  ...{ held_at: null, held: null, held_salt: null },
}

// No route: only the hub itself publishes, from its worker.
export const recordSealed = command({
  name: 'dialogue.record-sealed',
  summary: 'Publish the sums of a dialogue whose votes are sealed: in steps while it is open, once after its end',
  input: z.object({
    dialogueId: z.uuid(),
    stage: z.enum(['open', 'closed']).describe('What the dialogue was before its votes were read'),
  }),
  output: z.object({ version: z.number().int(), changed: z.boolean() }),
  async facts(tx, { input }) {
    const row = await tx
      .selectFrom('sealed_result')
      .select(['version', 'published_at', 'document', 'salt', 'of_result', 'held_at', 'held', 'held_salt'])
      .where('dialogue_id', '=', input.dialogueId)
      .forUpdate()
      .executeTakeFirst()
    // The documents are what this command wrote.
    const before = row === undefined ? NOTHING : (row as Row)
    const result = await latestResult(tx, input.dialogueId)
    const since = input.stage === 'open' ? before.held_at : before.published_at
    return { before, result, changed: result === null ? 0 : await votersBetween(tx, input.dialogueId, since, result.computedAt) }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts: { before, result, changed }, outside }) {
    const salt = Buffer.from(outside.token(), 'base64url')
    const after = result === null ? before : next(before, { result, stage: input.stage, changed, salt })
    if (after === before) return { version: before.version, changed: false }
    const row = { ...after, document: jsonOf(after.document), held: jsonOf(after.held) }
    await tx
      .insertInto('sealed_result')
      .values({ dialogue_id: input.dialogueId, ...row })
      .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
      .execute()
    return { version: after.version, changed: after.version !== before.version }
  },
  tell: ({ input, result }) =>
    result.changed
      ? [
          {
            kind: 'dialogue.sums.published',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: { version: result.version },
            visibility: 'internal' as const,
          },
        ]
      : [],
})

const jsonOf = (document: SealedDocument | null): string | null => (document === null ? null : JSON.stringify(document))

type News = { readonly result: Result; readonly stage: 'open' | 'closed'; readonly changed: number; readonly salt: Buffer }

/**
 * A step is held back until ten more people have voted, and published then: so that whatever is published next, and be it after the
 * end, differs from it by what ten people did or more. The same row: nothing is to be done.
 */
function next(before: Row, { result, stage, changed, salt }: News): Row {
  const published = before.document === null ? null : sealedIn(before.document)
  const held = before.held === null ? null : sealedIn(before.held)
  const now = sealed(result.analysis, stage)
  const document = sealedDocument(result.analysis, now, salt)
  const version = before.version + 1
  if (stage === 'closed') {
    if (!mayPublish(published, now, changed)) return before
    return { ...NOTHING, version, published_at: result.computedAt, document, salt, of_result: result.certificate }
  }
  if (published?.stage === 'closed' || !mayPublish(held, now, changed)) return before
  const waiting = { held_at: result.computedAt, held: document, held_salt: salt }
  if (held === null) return { ...before, ...waiting }
  return { version, published_at: before.held_at, document: before.held, salt: before.held_salt, of_result: null, ...waiting }
}
