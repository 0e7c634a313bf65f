import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { maySend } from '../policy.ts'
import { audienceOf, isAllowed, subjectsOf, type FollowersOf } from './audience.ts'
import { runningCalls, seenCall } from './calls.ts'
import { demandSender } from './senders.ts'
import { audience, call, sender } from './shapes.ts'

export const listCalls = query({
  name: 'pulse.calls',
  summary: 'Calls of bodies and communities that run now, with their audience and how often they were opened',
  route: 'GET /calls',
  input: z.object({}),
  output: z.array(call),
  async read(db, { actor, now, outside }) {
    return [...(await runningCalls(db, { actor, now, outside }, null))]
  },
})

export const readCall = query({
  name: 'pulse.read-call',
  summary: 'One call: who sent it, whom it reaches, until when, and how often it was opened. The sender reads the same',
  route: 'GET /calls/{call}',
  input: z.object({ call: z.uuid() }),
  output: call,
  async read(db, { input, actor, now, outside }) {
    return (await seenCall(db, { actor, now, outside }, input.call)).call
  },
})

const listed = (most: number) =>
  z
    .string()
    .max(300)
    .default('')
    .describe('With commas between them')
    .transform((text) =>
      text
        .split(',')
        .filter((one) => one !== '')
        .slice(0, most),
    )

export const readReach = (followersOf: FollowersOf) =>
  query({
    name: 'pulse.reach',
    summary: 'For those who may send a call: how many follow what they chose, in tens from ten on, and never who',
    route: 'GET /senders/{sort}/{sender}/reach',
    input: z.object({ ...sender, topics: listed(5), places: listed(5) }),
    output: audience,
    async read(db, { input, actor, now, outside }) {
      const from = await demandSender(db, { actor, now, outside }, { sort: input.sort, id: input.sender })
      demand(maySend(actor, from))
      demand(await isAllowed(db, input))
      return audienceOf(db, { sender: from, subjects: subjectsOf(from, input), locale: actor.locale }, followersOf)
    },
  })
