import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { ThingId } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { isLabel } from '../rules.ts'
import type {} from '../tables.ts'
import { labelCode, moment } from './shapes.ts'

const label = z.object({ subject: z.string(), code: labelCode, source: z.string().nullable(), putAt: moment })
export type LabelShown = z.infer<typeof label>

/** What stands beside the things of one sort in one place, for everybody. */
export async function labelsAt(db: Reader, { sort, scope }: Pick<ThingId, 'sort' | 'scope'>): Promise<readonly LabelShown[]> {
  const rows = await db
    .selectFrom('label')
    .select(['subject', 'code', 'source', 'put_at'])
    .where('scope_id', '=', scope)
    .where('sort', '=', sort)
    .where('removed_at', 'is', null)
    .orderBy('put_at')
    .orderBy('case_id')
    .execute()
  return rows.flatMap(({ subject, code, source, put_at: at }) =>
    // The same note twice, from two cases, is shown once below.
    isLabel(code) ? [{ subject, code, source, putAt: at.toISOString() }] : [],
  )
}

export const readLabels = query({
  name: 'moderation.labels',
  summary: 'The notes that moderation put beside things of one sort in one place (a dialogue): public, as the things are',
  route: 'GET /labels/{sort}/{scope}',
  input: z.object({ sort: z.string().max(40), scope: z.uuid() }),
  output: z.array(label),
  read: async (db, { input }) => [...(await labelsAt(db, input))],
})
