import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { standingOfLog } from './standing.ts'

export const readLog = query({
  name: 'transparency.log',
  summary: 'Whose signatures the public log of this hub bears: its own key, and those of the witnesses that it asks',
  route: 'GET /log',
  input: z.object({}),
  output: z.object({
    key: z.string().nullable().describe('In one line (c2sp.org/signed-note); null: nothing was signed yet'),
    witnesses: z.array(z.object({ name: z.string(), key: z.string() })),
    standsSince: z.iso.date().nullable().describe('Since which day nothing is signed; null: it goes on'),
    earlier: z.number().int().describe('How many entries of the record stand in logs before this one, whose keys are gone'),
  }),
  async read(db, { outside }) {
    const { vkey, witnesses, standsSince, earlier } = await standingOfLog(db, outside.signer.log)
    return { key: vkey, witnesses: witnesses.map(({ name, vkey: key }) => ({ name, key })), standsSince, earlier }
  },
})
