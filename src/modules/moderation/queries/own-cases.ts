import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { ThingId } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { holdsNow, readAppeal, readDecision, readLabel } from './case-file.ts'
import { reasonsLink } from './links.ts'
import { reportableOf, type Things } from './things.ts'

const ownCase = z.object({
  link: z.string().describe('The private link to the reasons, and to an appeal'),
  now: z.enum(['kept', 'hidden', 'labelled']),
  appealed: z.boolean().describe('An appeal was decided'),
})
export type OwnCase = z.infer<typeof ownCase>

/** For the author alone: of the cases about a thing, those in which it was hidden or got a note at some time; the newest first. */
export async function casesOfAuthor(db: Reader, keys: Keys, { sort, scope, subject }: ThingId): Promise<readonly OwnCase[]> {
  const rows = await db
    .selectFrom('moderation_case')
    .select('id')
    .where('scope_id', '=', scope)
    .where('sort', '=', sort)
    .where('subject', '=', subject)
    .where('decided_at', 'is not', null)
    .orderBy('decided_at', 'desc')
    .execute()
  const cases = await Promise.all(
    rows.map(async ({ id }) => {
      const ref = { scope, id }
      const decision = await readDecision(db, ref)
      const appeal = await readAppeal(db, ref)
      const concerns = decision?.outcome !== 'kept' || appeal?.outcome === 'overturned'
      if (decision === null || !concerns) return []
      const holds = holdsNow(decision, appeal)
      // A note may have been taken away since.
      const now = holds === 'labelled' && (await readLabel(db, ref)) === null ? ('kept' as const) : holds
      return [{ link: reasonsLink(keys, ref), now, appealed: appeal?.decided_at != null }]
    }),
  )
  return cases.flat()
}

export const ownCases = (things: Things) =>
  query({
    name: 'moderation.own-cases',
    summary: 'For the author of something that was hidden or labelled: the private links to the reasons. Nothing for anybody else',
    route: 'GET /reasons/of/{sort}/{scope}/{subject}',
    input: z.object({ sort: z.string().max(40), scope: z.uuid(), subject: z.string().min(1).max(100) }),
    output: z.array(ownCase),
    async read(db, { input, actor, outside }) {
      const own = await reportableOf(things, input.sort).isBy(db, input, { actor, outside })
      return own ? [...(await casesOfAuthor(db, outside.keys, input))] : []
    },
  })
