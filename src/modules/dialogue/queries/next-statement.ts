import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayTakePart, takesPart } from '../policy.ts'
import { no } from '../refusals.ts'
import { dialogueWithAnswers } from './dialogue-facts.ts'
import { serveNext } from './routing.ts'
import { noteServing } from './serving-log.ts'
import { ref, spokenStatement } from './shapes.ts'
import { withSpeakers } from './speakers.ts'

export const nextStatementFor = query({
  name: 'dialogue.next-statement',
  summary: 'The statement that the participant is asked about next, and how far they are',
  route: 'GET /dialogues/{dialogue}/next-statement',
  input: z.object({
    dialogue: ref,
    except: z.coerce.number().int().nonnegative().optional().describe('Not this one, if there is another'),
  }),
  output: z.object({
    statement: spokenStatement.nullable().describe('Null: all statements are answered'),
    answered: z.number().int(),
    total: z.number().int(),
  }),
  async read(db, { input, actor, now, outside }) {
    const found = await dialogueWithAnswers(db, input.dialogue, { actor, outside, now })
    const dialogue = found.dialogue ?? refuse(no('dialogue.missing'))
    demand(mayTakePart(dialogue, now))
    const asking = found.answering ?? refuse(no('participation.missing'))
    demand(takesPart(asking))
    const { statement, answered, total, serving, speakers } = await serveNext(db, dialogue, { ...asking, now, except: input.except })
    noteServing(serving)
    const [spoken] = await withSpeakers(db, dialogue, statement === null ? [] : [statement], actor, speakers)
    return { statement: spoken === undefined ? null : spokenStatement.parse(spoken), answered, total }
  },
})
