import { codeOf } from '../../modules/dialogue/queries/kit.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import type { Dialogues } from './stage-dialogues.ts'

/** Two meetings of the open dialogue with a sheet each: one that its team typed in, one that somebody typed in by a link. */
export type Paper = {
  readonly code: string
  readonly entryLink: { readonly id: string; readonly token: string }
  readonly tables: { readonly team: Table; readonly linked: Table }
}
type Table = { readonly meeting: number; readonly sheet: string }

export const TABLE = { title: 'A table', language: 'en', heldOn: '2026-02-28', people: 9, consent: true }
export const ANSWERS = [{ statement: 0, choice: 'agree' }]

export async function stagePaper(hub: Hub, { open }: Dialogues): Promise<{ readonly paper: Paper }> {
  const dialogue = open.id
  const code = codeOf(dialogue, [0, 1])
  const given = { dialogue, givenTo: 'A circle', quota: 9, endsAt: '2026-03-14T12:00:00Z' }
  const entryLink = await doAsHub<Paper['entryLink']>(hub, 'dialogue.make-entry-link', given)
  const tableWith = async (link: string | undefined): Promise<Table> => {
    const [key, sheet] = [hub.runner.outside.uuid(), hub.runner.outside.uuid()]
    const { number } = await doAsHub<{ number: number }>(hub, 'dialogue.begin-meeting', { dialogue, link, key, ...TABLE, codes: [code] })
    await doAsHub(hub, 'dialogue.enter-sheet', { dialogue, link, meeting: number, key: sheet, answers: ANSWERS })
    return { meeting: number, sheet }
  }
  const tables = { team: await tableWith(undefined), linked: await tableWith(entryLink.token) }
  await doAsHub(hub, 'dialogue.merge-statement', { dialogue, statement: 7, into: 4, reason: 'same-meaning' })
  return { paper: { code, entryLink, tables } }
}
