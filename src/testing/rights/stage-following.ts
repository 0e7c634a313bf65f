import { FIRST_ORDERING } from '../../modules/following/queries/state.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'

const made = new WeakMap<Hub, Promise<{ readonly id: string }>>()

/** A recipe of Mai's; made once, when it is first asked for. */
export async function recipeOfMai(hub: Hub, { Mai }: Callers): Promise<string> {
  const known =
    made.get(hub) ??
    callAs(hub, Mai.actor)<{ id: string }>('following.make-recipe', {
      ...{
        sent: '00000000-0000-4000-8000-0000000000f1',
        title: 'Health',
        language: 'en',
        subjects: ['topic:health'],
        ordering: FIRST_ORDERING,
      },
    })
  made.set(hub, known)
  return (await known).id
}
