import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { mayPrepare } from '../policy.ts'
import { floorOfSession, ownPersons } from './floor-facts.ts'
import { readPolls } from './polls.ts'
import { readQuestions } from './questions.ts'
import { session } from './shapes.ts'

const moment = z.iso.datetime().nullable()

const seenQuestion = z.object({
  id: z.uuid(),
  text: z.string(),
  language: z.string(),
  guiding: z.number().int().nullable(),
  speaker: z.string().nullable().describe('Null: without a name, or not for the one who asks'),
  state: z.enum(['waiting', 'shown', 'floor', 'answered', 'merged', 'declined']),
  mergedInto: z.uuid().nullable(),
  people: z.number().int().describe('Whoever asked, and each who asks it too'),
  answer: z.string().nullable(),
  answeredAt: moment,
})

const seenPoll = z.object({
  id: z.uuid(),
  text: z.string(),
  language: z.string(),
  sort: z.enum(['single', 'several', 'scale']),
  state: z.enum(['draft', 'open', 'closed']),
  people: z.number().int().nullable().describe('Null: fewer than ten, or not told while it is open'),
  options: z.array(z.object({ number: z.number().int(), text: z.string(), count: z.number().int().nullable() })),
})

type Seen = Awaited<ReturnType<typeof readQuestions>>[number]

const given = ({ id, text, language, guiding, speaker, state, mergedInto, people, answer, answeredAt }: Seen) =>
  state === 'withdrawn'
    ? []
    : [{ id, text, language, guiding, speaker, state, mergedInto, people, answer, answeredAt: answeredAt?.toISOString() ?? null }]

export const readFloor = query({
  name: 'floor.read',
  summary: 'Questions and polls of a session, as everybody reads them',
  route: 'GET /sessions/{session}/floor',
  input: z.object({ session }),
  output: z.object({
    session: z.uuid(),
    phase: z.enum(['draft', 'before', 'running', 'closed', 'called-off']),
    questions: z.array(seenQuestion),
    polls: z.array(seenPoll),
  }),
  async read(db, { input, actor }) {
    const { session: card } = await floorOfSession(db, input.session, actor)
    const questions = await readQuestions(db, { session: card.id, actor, own: [] }, 'public')
    const polls = await readPolls(db, { session: card.id, own: [], drafts: false })
    return {
      ...{ session: card.id, phase: card.phase, questions: questions.flatMap(given) },
      polls: polls.map(({ id, text, language, sort, state, people, options }) => ({
        id,
        text,
        language,
        sort,
        state,
        people,
        options: [...options],
      })),
    }
  },
})

export const readQueue = query({
  name: 'floor.queue',
  summary: 'Every question of a session with its state, for those who lead it',
  route: 'GET /sessions/{session}/queue',
  input: z.object({ session }),
  output: z.array(seenQuestion.extend({ chairOnly: z.boolean() })),
  async read(db, { input, actor }) {
    const { session: card, standing } = await floorOfSession(db, input.session, actor)
    demand(mayPrepare(actor, standing))
    const own = await ownPersons(db, actor)
    const questions = await readQuestions(db, { session: card.id, actor, own }, 'queue')
    return questions.flatMap((question) => given(question).map((one) => ({ ...one, chairOnly: question.chairOnly })))
  },
})
