import type { Page } from '../../../web/page.ts'
import type { SlateInWords } from '../queries/slate-in-words.ts'
import type { Judged } from '../queries/sureness.ts'
import { groupLetter } from './group-mark.tsx'
import { GroupShares } from './opinion-bar.tsx'
import { StatementLine } from './statement-line.tsx'

type Props = { readonly page: Page; readonly slug: string; readonly slate: SlateInWords }

/** So many stand open; the others are one press away. */
const FIRST = 5

/** A few statements that together stand for the people in proportion: a proposal, with whom it reaches and whom it does not. */
export function Slate({ page, slug, slate }: Props) {
  const { say } = page
  const count = slate.statements.length
  if (count === 0) return null
  const [first, rest] = [slate.statements.slice(0, FIRST), slate.statements.slice(FIRST)]
  return (
    <section id="slate">
      <h2>{say('slate.title', { count })}</h2>
      <p>
        {say('slate.what')} {slate.statements.some(({ groups }) => groups.length > 1) ? say('shares.what') : null}
      </p>
      <Statements page={page} slug={slug} statements={first} start={1} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{say('slate.rest', { count: rest.length })}</summary>
          <Statements page={page} slug={slug} statements={rest} start={FIRST + 1} />
        </details>
      )}
      <div class="reading">
        <Reach page={page} slug={slug} slate={slate} />
      </div>
    </section>
  )
}

function Statements({ page, slug, statements, start }: Omit<Props, 'slate'> & { statements: readonly Judged[]; start: number }) {
  const { say } = page
  return (
    <ol class="rows" start={start === 1 ? undefined : start}>
      {statements.map((statement) => (
        <li>
          <StatementLine page={page} slug={slug} statement={statement} />
          {statement.groups.length < 2 ? null : <GroupShares say={say} groups={statement.groups} />}
        </li>
      ))}
    </ol>
  )
}

function Reach({ page, slug, slate }: Props) {
  const { say } = page
  const { reached, meanOf, size, statements } = slate
  const count = statements.length
  const again =
    slate.again === null ? null : slate.again === count ? say('slate.again.all') : say('slate.again', { again: slate.again, count })
  const means = meanOf.map(({ group, mean }) =>
    say('slate.mean.group', { group: groupLetter(say, group), mean: say.number(Math.round(mean * 10) / 10) }),
  )
  return (
    <dl class="facts">
      <dt>{say('slate.reach')}</dt>
      <dd>
        {reached === null ? null : reached === 100 ? say('slate.reached.all') : say('slate.reached', { reached })}{' '}
        {means.length < 2 ? null : say('slate.mean', { count, means: say.list(means) })}
      </dd>
      <dt>{say('slate.audit')}</dt>
      <dd>
        {slate.open === null ? (
          say('slate.audit.holds', { people: slate.claim, size })
        ) : (
          <OpenClaim page={page} slug={slug} open={slate.open} />
        )}
      </dd>
      <dt>{say('slate.mind')}</dt>
      <dd>
        {say('slate.unseen')} {again}
      </dd>
    </dl>
  )
}

/** A claim that the list leaves open: how many people, and which statement. */
function OpenClaim({ page, slug, open }: Omit<Props, 'slate'> & { open: NonNullable<SlateInWords['open']> }) {
  const { say } = page
  const { people, level, needed, statement } = open
  return (
    <>
      <p>{people === null ? say('slate.open.few', { level, needed }) : say('slate.open', { people, level, needed })}</p>
      {statement === null ? null : <StatementLine page={page} slug={slug} statement={statement} />}
    </>
  )
}
