import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayShowAgain } from '../policy.ts'
import { idIn } from '../queries/shapes.ts'
import type {} from '../tables.ts'

export const showAgain = command({
  name: 'profiles.show-again',
  summary: 'Hide no longer: who was hidden from sees you again as others do. No trace of it is kept.',
  route: 'DELETE /me/hidings/{hiding}',
  input: z.object({ hiding: z.string().max(100) }),
  output: z.object({ hiding: z.string() }),
  async facts(tx, { input, actor }) {
    const id = idIn(input.hiding)
    if (id === null || id !== input.hiding || actor.person === null) return false
    const row = await tx.selectFrom('hiding').select('id').where('person_id', '=', actor.person).where('id', '=', id).executeTakeFirst()
    return row !== undefined
  },
  may: ({ actor, facts }) => mayShowAgain(actor, facts),
  async run(tx, { input, actor }) {
    await tx.deleteFrom('hiding').where('person_id', '=', actor.person).where('id', '=', input.hiding).execute()
    return { hiding: input.hiding }
  },
  tell: () => [{ kind: 'profiles.hiding.ended', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
