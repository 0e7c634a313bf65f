import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Runner } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { recordDomainCheck } from './commands/record-domain-check.ts'
import { releasePerson } from './commands/release-person.ts'
import { settleVerifications } from './commands/settle-verifications.ts'
import { domainProof } from './queries/domain-proof.ts'
import { claimedDomain, dueDomains } from './queries/domains.ts'
import { levelsNow } from './queries/evidence.ts'
import { changedLevels, toldLevels } from './queries/told-levels.ts'

export const listeners = (): readonly Listener[] => [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, releasePerson, { person: event.subject }, theHub)
    },
  },
  {
    kind: 'organisations.domain-check.requested',
    delivery: 'critical',
    job: async (runner, event) => {
      await checkDomain(runner, { body: event.scope, domain: String(event.data['domain']) })
      await settle(runner)
    },
  },
]

export const sweeps = (): readonly Sweep[] => [
  {
    name: 'verification',
    everySeconds: 300,
    sweep: async (runner) => {
      for (const due of await dueDomains(runner.db, runner.outside.now())) await checkDomain(runner, due)
      await settle(runner)
    },
  },
]

type Claimed = { readonly body: string; readonly domain: string }

/** First the world is asked, then the database is held: never both at once. */
async function checkDomain(runner: Runner, { body, domain }: Claimed): Promise<void> {
  const claimed = await claimedDomain(runner.db, { body, domain })
  if (claimed === null) return
  const found = await domainProof(runner.outside.network, { domain, ...claimed })
  try {
    await perform(runner, recordDomainCheck, { body, domain, ...found }, theHub)
  } catch (error) {
    // It was dropped while the world was asked: then there is nothing to write down.
    if (!(error instanceof Refused && error.refusal.code === 'domain.missing')) throw error
  }
}

async function settle(runner: Runner): Promise<void> {
  const { db, outside } = runner
  if (changedLevels(await toldLevels(db), await levelsNow(db, outside.now())).length === 0) return
  await perform(runner, settleVerifications, {}, theHub)
}
