import { theHub } from '../../core/actor.ts'
import type { HiddenVoices } from '../../core/hidden-voices.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { makeIssuerKey } from '../../platform/blind-signer.ts'
import type { Jobs } from '../../web/manifest.ts'
import { endIssuance } from './commands/end-issuance.ts'
import { openIssuance } from './commands/open-issuance.ts'
import { issuanceRow, issuancesIn, placeOf } from './queries/issuances.ts'

export function jobsOf(places: readonly HiddenVoices[]): Jobs {
  const opened: Listener = {
    kind: 'dialogue.dialogue.opened',
    delivery: 'critical',
    async job(runner, { scope: dialogue }) {
      if ((await placeOf(places, runner.db, dialogue)) === null || (await issuanceRow(runner.db, dialogue)) !== null) return
      const { key, secret } = await makeIssuerKey()
      await perform(runner, openIssuance(places), { dialogue, key, secret: Buffer.from(secret).toString('base64url') }, theHub)
    },
  }
  const ended: Sweep = {
    name: 'credentials.end-due',
    everySeconds: 3600,
    async sweep(runner) {
      const faults: unknown[] = []
      for (const { dialogue_id: dialogue } of await issuancesIn(runner.db, ['running']))
        await perform(runner, endIssuance(places), { dialogue }, theHub).catch((error: unknown) => void faults.push(error))
      if (faults.length > 0) throw new AggregateError(faults, `${faults.length} issuances could not be ended`)
    },
  }
  return { listeners: [opened], sweeps: [ended] }
}
