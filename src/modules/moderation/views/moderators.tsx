import { Checkbox, Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Moderators } from '../queries/moderators.ts'

export type ModeratorsProps = {
  readonly page: Page
  readonly moderators: Moderators
  /** What the field of the day holds. */
  readonly until: string
  /** A link that was just made: it is shown once. */
  readonly offered: { readonly link: string; readonly expiresAt: string } | null
  readonly problem?: Problem | undefined
}

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** The office as everybody may know it: what it is for, how many hold it, what they did. Names of those who chose it. */
export function ModeratorsPage({ page, moderators, until, offered, problem }: ModeratorsProps) {
  const { say } = page
  const { count, named, own, all } = moderators
  return (
    <Layout page={page} title={say('moderators.title')} description={say('moderators.lead')}>
      <p class="crumb">
        <a href={href(page, '/moderation')}>{say('record.title')}</a>
      </p>
      <h1>{say('moderators.title')}</h1>
      <p class="lead">{say('moderators.lead')}</p>
      <ul>
        {(['decide', 'sealed', 'appeal', 'signed'] as const).map((point) => (
          <li>{say(`moderators.rule.${point}`)}</li>
        ))}
      </ul>
      {own === null ? null : <Own page={page} own={own} />}
      {count === 0 ? <p class="empty">{say('moderators.none')}</p> : <Numbers page={page} moderators={moderators} />}
      {named.length === 0 ? null : (
        <section>
          <h2>{say('moderators.named')}</h2>
          <ul class="rows">
            {named.map((one) => (
              <li>
                <bdi>{one.name}</bdi> · <span class="quiet">{say('moderators.until')}</span> <Day page={page} at={noon(one.until)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {all === null ? null : <Naming page={page} all={all} until={until} offered={offered} problem={problem} />}
    </Layout>
  )
}

function Numbers({ page, moderators: { count, decided, appeals, overturned } }: Pick<ModeratorsProps, 'page' | 'moderators'>) {
  const { say } = page
  const rows = [
    ['moderators.count', count],
    ['moderators.decided', decided],
    ['moderators.appeals', appeals],
    ['moderators.overturned', overturned],
  ] as const
  return (
    <table>
      <caption>{say('record.title')}</caption>
      <tbody>
        {rows.map(([key, number]) => (
          <tr>
            <th scope="row">{say(key)}</th>
            <td class="number">{say.number(number)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Own({ page, own }: { page: Page; own: NonNullable<Moderators['own']> }) {
  const { say } = page
  return (
    <section class="card">
      <h2>{say('moderators.own')}</h2>
      <p>
        {say('moderators.own.until')} <Day page={page} at={noon(own.until)} />
      </p>
      <p>
        <a href={href(page, '/moderation/queue')}>{say('queue.title')}</a>
      </p>
      <Form page={page} action={href(page, '/moderation/moderators/showing')} label={say('moderators.show')}>
        <Checkbox name="named" label={say('moderators.show')} checked={own.named} />
        <p class="actions">
          <button class="quiet">{say('moderators.show.do')}</button>
        </p>
      </Form>
      <Form page={page} action={href(page, '/moderation/moderators/ending')} label={say('moderators.lay-down')}>
        <input type="hidden" name="person" value={page.actor.person ?? ''} />
        <p class="actions">
          <button class="quiet">{say('moderators.lay-down')}</button>
        </p>
      </Form>
    </section>
  )
}

type NamingProps = Omit<ModeratorsProps, 'moderators'> & { readonly all: NonNullable<Moderators['all']> }

/** For whoever runs the hub: who holds the office, and the way to offer it. */
function Naming({ page, all, until, offered, problem }: NamingProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('moderators.all')}</h2>
      <p class="quiet">{say('moderators.all.who')}</p>
      {all.length === 0 ? null : (
        <ul class="rows">
          {all.map(({ person, name, until: ends, named }) => (
            <li>
              <p>
                {name === null ? say('circle.left') : <bdi>{name}</bdi>} · <span class="quiet">{say('moderators.until')}</span>{' '}
                <Day page={page} at={noon(ends)} /> · {say(named ? 'moderators.is-named' : 'moderators.not-named')}
              </p>
              <Form page={page} action={href(page, '/moderation/moderators/ending')}>
                <input type="hidden" name="person" value={person} />
                <button class="plain">{say('moderators.end', { name: `\u2068${name ?? say('circle.left')}\u2069` })}</button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {offered === null ? null : (
        <section class="done" role="status">
          <h3>{say('circle.offered')}</h3>
          <p>
            {say('moderators.offered.what')} <Day page={page} at={new Date(offered.expiresAt)} />
          </p>
          <p class="proof">{address(page, `/moderators/${offered.link}`)}</p>
        </section>
      )}
      <h3>{say('moderators.offer')}</h3>
      <p>{say('moderators.offer.what')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/moderation/moderators/offers')} label={say('moderators.offer')}>
        <TextField
          name="until"
          type="date"
          label={say('moderators.offer.until')}
          hint={say('moderators.offer.until.hint')}
          value={until}
          required
          problem={problem}
        />
        <p class="actions">
          <button>{say('moderators.offer.do')}</button>
        </p>
      </Form>
    </section>
  )
}

type LinkProps = { readonly page: Page; readonly link: string; readonly until: string; readonly refusal: string | null }

/** For whoever got a link: what it means, before they say yes. */
export function ModeratorLinkPage({ page, link, until, refusal }: LinkProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('moderators.accept.title')} index={false}>
      <h1>{say('moderators.accept.title')}</h1>
      {refusal === null ? (
        <>
          <p class="lead">
            {say('moderators.accept.lead')} <Day page={page} at={noon(until)} />
          </p>
          <ul>
            {(['decide', 'sealed', 'appeal', 'signed'] as const).map((point) => (
              <li>{say(`moderators.rule.${point}`)}</li>
            ))}
            <li>{say('moderators.accept.name')}</li>
            <li>{say('circle.join.leave')}</li>
          </ul>
          {page.actor.account === null ? (
            <p class="actions">
              <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`/moderators/${link}`)}`)}>
                {say('sign-in.do')}
              </a>
            </p>
          ) : (
            <Form page={page} action={href(page, `/moderators/${link}`)}>
              <p>
                {say('moderators.accept.as')} <strong>{page.personName ?? say('nav.me')}</strong>
              </p>
              <Checkbox name="named" label={say('moderators.show')} checked={false} />
              <p class="actions">
                <button>{say('circle.join.do')}</button>
              </p>
            </Form>
          )}
        </>
      ) : (
        <p class="note">{say(refusal)}</p>
      )}
    </Layout>
  )
}
