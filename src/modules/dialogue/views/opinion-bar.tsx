import type { Child } from 'hono/jsx'
import type { Say } from '../../../web/say.ts'
import { groupLetter, GroupMark, GroupSign } from './group-mark.tsx'

export type Opinions = { readonly agrees: number; readonly disagrees: number; readonly passes: number }

type Part = { readonly kind: 'agree' | 'pass' | 'disagree'; readonly sign: string; readonly count: number }

/** Always in this order, from where the page's language starts: agree, pass, disagree. */
const partsOf = ({ agrees, passes, disagrees }: Opinions): readonly Part[] => [
  { kind: 'agree', sign: '✓', count: agrees },
  { kind: 'pass', sign: '–', count: passes },
  { kind: 'disagree', sign: '✕', count: disagrees },
]

const LENGTH = 200
const GAP = 1

/** Agreement full and first, passes a thin line between, disagreement last: told by place, height, sign and word as well as by colour. */
function Bar({ say, parts, all }: { say: Say; parts: readonly Part[]; all: number }) {
  const shown = parts.filter(({ count }) => count > 0)
  let start = 0
  return (
    <svg class="bar" viewBox={`0 0 ${LENGTH} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {shown.map(({ kind, count }, i) => {
        const length = (count / all) * LENGTH
        const width = Math.max(0.5, length - (i < shown.length - 1 ? GAP : 0))
        const x = say.dir === 'rtl' ? LENGTH - start - width : start
        start += length
        return <rect class={kind} x={x.toFixed(2)} width={width.toFixed(2)} y={kind === 'pass' ? 4 : 0} height={kind === 'pass' ? 2 : 10} />
      })}
    </svg>
  )
}

function Figures({ say, parts, all }: { say: Say; parts: readonly Part[]; all: number }) {
  return (
    <ul class="figures">
      {parts.map(({ kind, sign, count }) => (
        <li class={kind}>
          <span aria-hidden="true">{sign}</span> {say(`opinion.${kind}`, { count, share: say.share(count / all) })}
        </li>
      ))}
    </ul>
  )
}

function Opinion({ say, opinions, children }: { say: Say; opinions: Opinions; children?: Child }) {
  const parts = partsOf(opinions)
  const all = opinions.agrees + opinions.disagrees + opinions.passes
  if (all === 0) {
    return (
      <>
        {children}
        <p class="quiet">{say('opinion.none')}</p>
      </>
    )
  }
  return (
    <>
      {children}
      <Bar say={say} parts={parts} all={all} />
      <Figures say={say} parts={parts} all={all} />
    </>
  )
}

/** How people answered one statement. `label` says whose answers these are. */
export function OpinionBar({
  say,
  agrees,
  disagrees,
  passes,
  label,
}: Opinions & { readonly say: Say; readonly label?: string | undefined }) {
  return (
    <div class="opinion">
      <Opinion say={say} opinions={{ agrees, disagrees, passes }}>
        {label === undefined ? null : <p class="quiet">{label}</p>}
      </Opinion>
    </div>
  )
}

export type GroupOpinions = Opinions & { readonly id: string; readonly name: string }

/** One bar a group for one statement, in the order of the landscape (the order gives shape, colour and letter). */
export function GroupBars({ say, groups }: { readonly say: Say; readonly groups: readonly GroupOpinions[] }) {
  return (
    <ul class="opinion plain">
      {groups.map((group, i) => (
        <li>
          <Opinion say={say} opinions={group}>
            <p class="quiet">
              <GroupSign index={i} /> {group.name}
            </p>
          </Opinion>
        </li>
      ))}
    </ul>
  )
}

const SHORT = 60

/** How many in each group agree with one statement: a mark, a short bar, a share. In the order of the landscape, which gives shape and colour. */
export function GroupShares({ say, groups }: { readonly say: Say; readonly groups: readonly (Opinions & { readonly id: string })[] }) {
  return (
    <ul class="shares">
      {groups.map((group, i) => (
        <li>
          <Share say={say} group={group} index={i} />
        </li>
      ))}
    </ul>
  )
}

function Share({ say, group, index }: { say: Say; group: Opinions & { readonly id: string }; index: number }) {
  const { id, agrees, disagrees, passes } = group
  const answers = agrees + disagrees + passes
  const share = answers === 0 ? 0 : agrees / answers
  const start = say.dir === 'rtl' ? SHORT * (1 - share) : 0
  return (
    <>
      <span class="aloud">
        {answers === 0
          ? say('shares.none', { group: groupLetter(say, id) })
          : say('shares.agree', { group: groupLetter(say, id), share: say.share(share) })}
      </span>
      <span class="share" aria-hidden="true">
        <GroupMark say={say} index={index} />
        <svg viewBox={`0 0 ${SHORT} 8`} preserveAspectRatio="none" focusable="false">
          <path d={`M0 4h${SHORT}`} />
          <rect x={start.toFixed(1)} width={(share * SHORT).toFixed(1)} height="8" />
        </svg>
        {answers === 0 ? '–' : say.share(share)}
      </span>
    </>
  )
}
