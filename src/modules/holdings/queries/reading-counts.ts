import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { shownCount } from '../rules.ts'
import { READ_REASONS } from '../tables.ts'

export const readingCounts = query({
  name: 'holdings.reading-counts',
  summary: 'How often whoever runs this hub looked an account up, by reason, in the last two years',
  route: 'GET /privacy/readings',
  input: z.object({}),
  output: z.array(z.object({ reason: z.enum(READ_REASONS), count: z.number().int().nullable().describe('Null: fewer than ten') })),
  async read(db) {
    const rows = await db
      .selectFrom('privileged_read')
      .select('reason')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .groupBy('reason')
      .execute()
    const counts = new Map(rows.map(({ reason, count }) => [reason, count]))
    return READ_REASONS.map((reason) => ({ reason, count: shownCount(counts.get(reason) ?? 0) }))
  },
})

export type ReadingCounts = z.infer<typeof readingCounts.output>
