import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Runner } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { forgetInvitations } from './commands/forget-invitations.ts'
import { endDelegations } from './commands/end-delegations.ts'
import { recordAccountCheck } from './commands/record-account-check.ts'
import { recordDomainCheck } from './commands/record-domain-check.ts'
import { releasePerson } from './commands/release-person.ts'
import { settleVerifications } from './commands/settle-verifications.ts'
import { accountProof } from './queries/account-proof.ts'
import { accountToCheck, dueAccounts } from './queries/accounts.ts'
import { domainProof } from './queries/domain-proof.ts'
import { claimedDomain, dueDomains } from './queries/domains.ts'
import { delegationsAreOver, leftBehind } from './queries/clocks.ts'
import { changedLevels, levelsNow, toldLevels } from './queries/evidence.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'organisations.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind,
})

export const listeners = (publicUrl: string): readonly Listener[] => [
  gone.listener,
  {
    kind: 'organisations.domain-check.requested',
    delivery: 'critical',
    job: async (runner, event) => {
      await checkDomain(runner, { body: event.scope, domain: String(event.data['domain']) })
      await settle(runner)
    },
  },
  {
    kind: 'organisations.account-check.requested',
    delivery: 'critical',
    job: (runner, event) => checkAccount(runner, { body: event.scope, account: event.subject }, publicUrl),
  },
]

export const sweeps = (publicUrl: string): readonly Sweep[] => [
  {
    name: 'organisations.forget-invitations',
    everySeconds: 60 * 60,
    sweep: (runner) => forgetInvitations(runner.db, runner.outside.now()),
  },
  gone.sweep,
  {
    name: 'verification',
    everySeconds: 300,
    sweep: async (runner) => {
      for (const due of await dueDomains(runner.db, runner.outside.now())) await checkDomain(runner, due)
      await settle(runner)
    },
  },
  {
    name: 'accounts',
    everySeconds: 3600,
    sweep: async (runner) => {
      for (const due of await dueAccounts(runner.db, runner.outside.now())) await checkAccount(runner, due, publicUrl)
    },
  },
  {
    // Rights that were lent for a time end with it: at most so late.
    name: 'delegations',
    everySeconds: 60,
    sweep: async (runner) => {
      if (await delegationsAreOver(runner.db, runner.outside.now())) await perform(runner, endDelegations, {}, theHub)
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

type Listed = { readonly body: string; readonly account: string }

async function checkAccount(runner: Runner, { body, account }: Listed, publicUrl: string): Promise<void> {
  const listed = await accountToCheck(runner.db, { body, account })
  if (listed === null) return
  const found = await accountProof(runner.outside.network, { ...listed, publicUrl })
  try {
    await perform(runner, recordAccountCheck, { body, account, ...found }, theHub)
  } catch (error) {
    // It was dropped while the world was asked: then there is nothing to write down.
    if (!(error instanceof Refused && error.refusal.code === 'outside-account.missing')) throw error
  }
}

async function settle(runner: Runner): Promise<void> {
  const { db, outside } = runner
  if (changedLevels(await toldLevels(db), await levelsNow(db, outside.now())).length === 0) return
  await perform(runner, settleVerifications, {}, theHub)
}
