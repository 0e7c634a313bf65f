import type { AllRecords } from '../../core/recorded.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { askWitnesses } from './commands/keep-cosignatures.ts'
import { forgetSalt, forgetSalts } from './commands/forget-salts.ts'
import { goOn } from './commands/go-on.ts'
import { stoodNote, splitNote } from './rules.ts'

/** Once a minute what happened is taken in and signed; what opens a commitment goes with the words, and once an hour what no event told of. */
export function jobsOf({ note, runner }: Pick<Kit, 'note' | 'runner'>, records: AllRecords): Jobs {
  let reached: number | null = null
  let begun = false
  return {
    listeners: [...records.committed.values()].flatMap((committed) =>
      Object.entries(committed.takenBy).map(([kind, thingOf]) => ({
        kind,
        delivery: 'critical' as const,
        async job({ db }: typeof runner, event: Parameters<typeof thingOf>[0]) {
          const thing = thingOf(event)
          if (thing !== null) await forgetSalt(db, committed, thing)
        },
      })),
    ),
    sweeps: [
      {
        name: 'transparency.go-on',
        everySeconds: 60,
        async sweep(doing) {
          const turn = () => goOn(doing, { records, note: (why) => note(stoodNote(why)) })
          const isSplit = async (all: boolean): Promise<boolean> => {
            const split = (await askWitnesses(doing, { all })).filter(({ outcome }) => outcome === 'split')
            for (const { witness } of split) note(splitNote(witness))
            return split.length > 0
          }
          // Before a process signs for the first time: of a machine that was set back whole, with what it noted, its witnesses alone know more.
          if (!begun) await isSplit(true)
          begun = true
          await turn()
          // It stands still from now on, and not in a minute.
          if (await isSplit(false)) await turn()
        },
      },
      {
        name: 'transparency.forget-salts',
        everySeconds: 60 * 60,
        async sweep({ db }) {
          reached = await forgetSalts(db, records, reached)
        },
      },
    ],
  }
}
