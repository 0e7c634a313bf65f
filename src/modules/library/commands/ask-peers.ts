import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import { mayAsk } from '../policy.ts'
import { assistRow } from '../queries/assists.ts'
import { convenes } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { assistEventOf } from '../queries/telling.ts'
import { assistPathOf, HELPS, LONGEST } from '../rules.ts'

export const askPeers = command({
  name: 'library.ask-peers',
  summary:
    'Ask other bodies, in the name of one for which you convene: what you want to know, what you tried, which help you look for, until when',
  route: 'POST /peer-assists',
  limit: 'write',
  input: z.object({
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    body: z.uuid(),
    language: shapes.language,
    question: z.string().trim().min(1).max(LONGEST.summary),
    context: z.string().trim().min(1).max(LONGEST.word),
    tried: z.string().trim().max(LONGEST.word).default(''),
    kinds: z.array(z.enum(HELPS)).min(1).max(3),
    languages: z.array(shapes.language).min(1).max(12).describe('In which you can talk'),
    audience: shapes.audience,
    until: z.iso.date(),
  }),
  output: shapes.done,
  async facts(tx, { input, actor, outside: { keys } }) {
    const id = sentId(keys, 'assist', actor.account ?? 'hub', input.sending)
    return { id, convening: await convenes(tx, actor, input.body), before: (await assistRow(tx, id)) !== null }
  },
  may: ({ input, actor, facts, now }) => mayAsk(actor, facts.convening, input.until, now),
  async run(tx, { input, actor, facts: { id, before }, now }) {
    if (!before)
      await tx
        .insertInto('assist')
        .values({
          ...{ id, body_id: input.body, person_id: actor.person, language: input.language, question: input.question },
          ...{ context: input.context, tried: input.tried, kinds: [...new Set(input.kinds)], languages: [...new Set(input.languages)] },
          ...{
            audience: input.audience,
            until: input.until,
            state: 'open',
            ended_for: null,
            hidden_for: null,
            made_at: now,
            ended_at: null,
          },
        })
        .execute()
    return { id, path: assistPathOf(id) }
  },
  tell: ({ input, facts }) =>
    facts.before ? [] : [assistEventOf({ id: facts.id, body: input.body }, 'assist.asked', input.audience === 'everybody')],
})
