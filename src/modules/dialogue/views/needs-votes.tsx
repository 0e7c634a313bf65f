import { address, href, type Page } from '../../../web/page.ts'
import type { NeededStatement, NeededVotes } from '../queries/needed-votes.ts'
import { CopyText } from '../../../web/copy-text.tsx'
import { groupLetter, GroupSign } from './group-mark.tsx'
import { StatementLine } from './statement-line.tsx'

type Props = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  /** Votes can still be given. */
  readonly live: boolean
  /** Ids of the groups in the order of the landscape, which gives each its mark. */
  readonly order: readonly string[]
  readonly needed: NeededVotes
}

/** Of each group, so many statements stand open, and so many more one press away; a page does not list hundreds. */
const FIRST = 3
const MOST = 8

/** Which statements nothing can be said about yet, whose votes they lack, and how to ask for them. */
export function NeedsVotes(props: Props) {
  const { page, slug, needed, live, order } = props
  const { say } = page
  const { votes, percent, from } = needed
  const missing = from.length > 0
  return (
    <section id="needs">
      <h2>{say('needs.title')}</h2>
      {!missing ? <p>{say(order.length === 0 ? 'needs.none.anybody' : 'needs.none', { votes })}</p> : null}
      {missing && order.length > 0 ? <p>{say('needs.what', { votes, share: say.share(percent / 100) })}</p> : null}
      {missing && order.length === 0 ? <p>{say('needs.what.anybody', { votes })}</p> : null}
      {from.map(({ group, statements }) => (
        <section>
          {group === null ? (
            order.length === 0 ? null : (
              <h3>{say('needs.group.all', { count: statements.length })}</h3>
            )
          ) : (
            <h3>
              <GroupSign index={order.indexOf(group)} /> {say('needs.group', { group: groupLetter(say, group), count: statements.length })}
            </h3>
          )}
          <Statements page={page} slug={slug} group={group} statements={statements} />
        </section>
      ))}
      {missing ? live ? <Ask {...props} /> : <p>{say('needs.closed')}</p> : null}
    </section>
  )
}

type OfGroup = Pick<Props, 'page' | 'slug'> & { readonly group: string | null; readonly statements: readonly NeededStatement[] }

function Statements({ page, slug, group, statements }: OfGroup) {
  const { say } = page
  const [first, rest] = [statements.slice(0, FIRST), statements.slice(FIRST, MOST)]
  return (
    <>
      <Lines page={page} slug={slug} group={group} statements={first} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{say('needs.rest', { count: rest.length })}</summary>
          <Lines page={page} slug={slug} group={group} statements={rest} />
          {statements.length <= MOST ? null : (
            <p>
              <a href={href(page, `/dialogues/${slug}/statements`)}>{say('needs.beyond', { count: statements.length - MOST })}</a>
            </p>
          )}
        </details>
      )}
    </>
  )
}

function Lines({ page, slug, group, statements }: OfGroup) {
  return (
    <ul class="rows">
      {statements.map(({ statement, unseen }) => (
        <li>
          <StatementLine page={page} slug={slug} statement={statement} />
          {unseen ? <p class="quiet">{page.say(group === null ? 'needs.unseen.anybody' : 'needs.unseen')}</p> : null}
        </li>
      ))}
    </ul>
  )
}

function Ask({ page, slug, title }: Props) {
  const { say } = page
  const link = address(page, `/dialogues/${slug}`)
  return (
    <>
      <p class="actions">
        <a class="button" href={href(page, `/dialogues/${slug}/take-part`)}>
          {say('needs.take-part')}
        </a>
      </p>
      <h3>{say('needs.pass-on')}</h3>
      <CopyText say={say} text={say('needs.message', { title: title.text, link })} as="prose" />
    </>
  )
}
