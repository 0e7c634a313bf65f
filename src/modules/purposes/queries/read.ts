import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { demandHere } from './here.ts'
import { cardsOf, isShown, rowOf, rowsIn, wholeOf } from './rows.ts'
import { card, ref, whole } from './shapes.ts'

export const listPurposes = query({
  name: 'purposes.list',
  summary: 'What a community set out to reach: the purpose that runs, and those that were closed',
  route: 'GET /communities/{community}/purposes',
  input: z.object({ community: z.uuid() }),
  output: z.array(card),
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    return [...(await cardsOf(db, await rowsIn(db, here), { here, now: reading.now }))]
  },
})

export const readPurpose = query({
  name: 'purposes.read',
  summary: 'A purpose with all entries of what was reached and their sources, so that anybody can add them up again',
  route: 'GET /communities/{community}/purposes/{purpose}',
  input: z.object(ref),
  output: whole,
  async read(db, { input, ...reading }) {
    const here = await demandHere(db, reading, { id: input.community })
    const row = await rowOf(db, input)
    if (row === null || !isShown(row, here)) return refuse(no('purpose.missing'))
    return wholeOf(db, reading, here, row)
  },
})
