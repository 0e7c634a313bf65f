import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { drawn } from './rows.ts'
import { openBody } from './seals.ts'
import { moment, ref } from './shapes.ts'
import { demandHere } from './standing.ts'
import { demandThread } from './thread.ts'

const version = z.object({
  version: z.number().int(),
  ...{ title: z.string(), text: z.string(), language: z.string() },
  until: moment.nullable().describe('Null: it stands now'),
})
export type Version = z.infer<typeof version>

export const readHistory = query({
  name: 'posts.history',
  summary: 'What a post said before it was changed, for whoever reads it; the newest first',
  route: 'GET /communities/{community}/posts/{post}/history',
  input: z.object(ref),
  output: z.array(version),
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    const { row } = await demandThread(db, here, input.post)
    const [now] = row.state === 'standing' ? await drawn(db, reading, here, [row], true) : []
    if (now === undefined) return refuse(no('post.missing'))
    const rows = await db
      .selectFrom('post_version')
      .selectAll()
      .where('community_id', '=', here.community.id)
      .where('post_id', '=', row.id)
      .orderBy('version', 'desc')
      .execute()
    const before = rows.map((one) => {
      const { title, text, language } = openBody(reading.outside.keys, { community: here.community.id, id: row.id }, one.body_sealed)
      return { version: one.version, title, text, language, until: one.until.toISOString() }
    })
    const { title, text, language } = now
    return [{ version: row.version, title, text, language, until: null }, ...before]
  },
})
