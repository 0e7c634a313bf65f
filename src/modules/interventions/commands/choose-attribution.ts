import { all, yes, type Verdict } from '#base'
import type { Updateable } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import type { Tables, Tx } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { mayChoose, mayNameByIdentity } from '../policy.ts'
import { labelIsFree, takeLabel } from '../queries/labels.ts'
import { ownerTags, type Ref } from '../queries/links.ts'
import { ownFacts } from '../queries/own-facts.ts'
import { frameOf } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { attributionOf, type Choice } from '../rules.ts'

type Own = Awaited<ReturnType<typeof ownFacts>>
type Asking = Parameters<typeof ownFacts>[2]

export const chooseAttribution = command({
  name: 'interventions.choose-attribution',
  summary: 'Say how the speaker of an intervention is named: by the run sheet, by an identity, by a label for this session, or not at all',
  route: 'POST /interventions/attribution',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ of: shapes.asked, choice: shapes.choice, label: shapes.label }),
  output: z.object({ version: z.number().int() }),
  async facts(tx, { input, actor, outside }) {
    const own = await ownFacts(tx, input.of, { actor, outside })
    const { speakers } = await frameOf(tx, own.ref.session, actor.locale)
    const wanted = { session: own.ref.session, label: input.label, owner: own.row.owner_tag ?? own.row.claim_hash }
    return {
      ...own,
      wanted,
      notTheirs: await isNotTheirs(tx, own, { actor, outside }),
      onSheet: speakers.some(({ id }) => id === own.row.speaker_id),
      labelled: input.choice === 'label' ? await labelIsFree(tx, wanted, speakers) : yes,
    }
  },
  may: ({ input, facts, actor, now }) =>
    all(
      // Until they are erased they may be named less, and not otherwise.
      actor.leavingAt !== undefined && input.choice !== 'none' ? noFromHub('account.leaving') : yes,
      mayChoose(facts.facts, { toNone: input.choice === 'none', now }),
      namable(input.choice, { ...facts.facts, onSheet: facts.onSheet, actor }),
      input.choice === 'identity' && facts.notTheirs ? no('intervention.noted-by-you') : yes,
      input.choice === 'identity' ? mayNameByIdentity(facts.facts) : yes,
      facts.labelled,
    ),
  async run(tx, { input, actor, facts, outside: { keys } }) {
    const { row, ref } = facts
    const attribution = attributionOf(input.choice)
    const person = input.choice === 'identity' ? actor.person : null
    const label = input.choice === 'label' ? input.label : null
    const consent = 'link' in input.of ? null : input.of.consent
    if (row.attribution === attribution && row.person_id === person && row.label === label) {
      // Who says the same as was said for them has spoken: from then on nobody does it for them.
      if (consent === null && row.consent !== null) await update(tx, ref, { consent })
      return { version: row.version }
    }
    if (label !== null) await takeLabel(tx, facts.wanted)
    // Who names themselves by an identity finds it among their own from then on.
    const [tag = null] = person === null || actor.account === null ? [] : ownerTags(keys, ref.session, actor.account)
    await update(tx, ref, {
      ...{ attribution, person_id: person, label, noted_speaker: null, consent },
      speaker_id: input.choice === 'speaker' ? row.speaker_id : null,
      owner_tag: row.owner_tag ?? tag,
      was_named: row.was_named || attribution === 'named',
      // What was built on it named its speaker as they wanted then.
      version: row.version + 1,
    })
    return { version: row.version + 1 }
  },
  tell: ({ facts, result }) =>
    result.version === facts.row.version
      ? []
      : [
          {
            kind: 'interventions.intervention.attributed',
            ...{ scope: facts.ref.session, subject: facts.ref.id, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})

/** Whoever takes down what others say sees the code once: their own name is not put to it with that. */
async function isNotTheirs(tx: Tx, { ref, row }: Own, { actor, outside: { keys } }: Asking): Promise<boolean> {
  if (row.captured_by === null || actor.account === null) return false
  if (ownerTags(keys, ref.session, actor.account).some((tag) => row.owner_tag?.equals(tag) === true)) return false
  return (await people.accountOf(tx, row.captured_by)) === actor.account
}

async function update(tx: Tx, { session, id }: Ref, to: Updateable<Tables['intervention']>): Promise<void> {
  await tx.updateTable('intervention').set(to).where('session_id', '=', session).where('id', '=', id).execute()
}

type Naming = { readonly by: 'speaker' | 'team'; readonly onSheet: boolean; readonly actor: Actor }

/** By the run sheet only who stands on it; by an identity only whoever acts by it and holds the link. */
function namable(choice: Choice, { by, onSheet, actor }: Naming): Verdict {
  if (choice === 'speaker') return onSheet ? yes : no('intervention.name-missing')
  return choice === 'identity' && (by === 'team' || actor.person === null) ? no('intervention.name-missing') : yes
}
