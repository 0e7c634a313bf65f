import { theHub } from '../../core/actor.ts'
import type { HiddenVoices } from '../../core/hidden-voices.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { makeIssuerKey } from '../../platform/blind-signer.ts'
import type { Jobs } from '../../web/manifest.ts'
import { forgetKey } from './commands/ask-credential.ts'
import { discardSecrets } from './commands/discard-secrets.ts'
import { endIssuance } from './commands/end-issuance.ts'
import { openIssuance } from './commands/open-issuance.ts'
import { isOver, issuanceRow, issuancesIn, placeOf, type IssuanceRow } from './queries/issuances.ts'

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
  const discard = async (runner: Runner, row: IssuanceRow) => {
    const { dialogue_id: dialogue } = row
    if (!isOver(row, (await placeOf(places, runner.db, dialogue))?.place ?? null, runner.outside.now())) return
    await perform(runner, discardSecrets(places), { dialogue }, theHub)
    await forgetKey()
  }
  const ended: Sweep = {
    name: 'credentials.end-due',
    everySeconds: 3600,
    async sweep(runner) {
      const faults: unknown[] = []
      for (const { dialogue_id: dialogue } of await issuancesIn(runner.db, ['running']))
        await perform(runner, endIssuance(places), { dialogue }, theHub).catch((error: unknown) => void faults.push(error))
      for (const row of await issuancesIn(runner.db, ['ended', 'lapsed']))
        if (row.secret_sealed !== null) await discard(runner, row).catch((error: unknown) => void faults.push(error))
      if (faults.length > 0) throw new AggregateError(faults, `${faults.length} issuances could not be ended`)
    },
  }
  return { listeners: [opened], sweeps: [ended] }
}
