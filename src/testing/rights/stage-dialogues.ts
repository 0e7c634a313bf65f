import type { Actor } from '../../core/actor.ts'
import { doAsHub, makeClosed, makeDraft, makeOpen, seatCrowd, SEEDS, type Made } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { callAs, stranger } from './callers.ts'

export type Dialogues = {
  readonly draft: Made
  readonly open: Made
  readonly closed: Made
  /** The number of a statement of the open dialogue that waits for a moderator, written by the guest. */
  readonly waiting: number
  /** The number of one that was theirs and is hidden once its case is decided. */
  readonly hidden: number
  /** The guest's number among those who vote in the open dialogue. */
  readonly participant: number
  /** Of the closed dialogue's result. */
  readonly certificate: string
}

export async function stageDialogues(hub: Hub): Promise<{ readonly guest: Actor; readonly dialogues: Dialogues }> {
  const { open, draft, closed } = { open: await makeOpen(hub), draft: await makeDraft(hub), closed: await makeClosed(hub) }
  const guest = await guestOf(hub, open)
  const add = async (text: string): Promise<number> => {
    const statement = { dialogue: open.id, text, language: 'en' }
    return (await callAs(hub, guest)<{ number: number }>('dialogue.add-statement', statement)).number
  }
  const [waiting, hidden] = [await add('Let pharmacists renew prescriptions.'), await add('Doctors are all the same.')]
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: open.id, statement: hidden })
  const { participant } = await hub.db
    .selectFrom('participant')
    .select('number as participant')
    .where('dialogue_id', '=', open.id)
    .executeTakeFirstOrThrow()
  await seatCrowd(hub, closed.id, 12, () => SEEDS.map(() => 1))
  await hub.sweep()
  const { certificate } = await hub.db
    .selectFrom('result')
    .select('certificate')
    .where('dialogue_id', '=', closed.id)
    .executeTakeFirstOrThrow()
  return { guest, dialogues: { open, draft, closed, waiting, hidden, participant, certificate } }
}

async function guestOf(hub: Hub, { id }: Made): Promise<Actor> {
  const { key } = await callAs(hub, stranger)<{ key: string }>('dialogue.join', { dialogue: id })
  const secret = hub.runner.outside.keys.verify(`guest/${id}`, key)
  return { ...stranger, guestKey: (dialogue) => (dialogue === id ? secret : null) }
}
