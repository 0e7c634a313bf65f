import { Form } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'

export type CircleProps = {
  readonly page: Page
  /** The names of those in it; null: somebody who has left the hub meanwhile. */
  readonly names: readonly (string | null)[]
  readonly inCircle: boolean
  readonly mayBegin: boolean
  readonly mayInvite: boolean
  /** A link that was just made: it is shown once. */
  readonly offered: { readonly link: string; readonly expiresAt: string } | null
}

/** Who reads reports of pressure: for them, and for whoever runs the hub. */
export function CirclePage({ page, names, inCircle, mayBegin, mayInvite, offered }: CircleProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('circle.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/moderation/queue')}>{say('queue.title')}</a>
      </p>
      <h1>{say('circle.title')}</h1>
      <p class="lead">{say('circle.lead')}</p>
      {names.length === 0 ? (
        <p class="empty">{say('pressure.circle.empty')}</p>
      ) : (
        <ul class="rows">
          {names.map((name) => (
            <li>{name === null ? say('circle.left') : <bdi>{name}</bdi>}</li>
          ))}
        </ul>
      )}
      {offered === null ? null : (
        <section class="done" role="status">
          <h2>{say('circle.offered')}</h2>
          <p>
            {say('circle.offered.what')} <Day page={page} at={new Date(offered.expiresAt)} />
          </p>
          <p class="proof">{address(page, `/circle/${offered.link}`)}</p>
        </section>
      )}
      {mayInvite ? (
        <Form page={page} action={href(page, '/moderation/circle/links')} label={say('circle.invite')}>
          <p>{say('circle.invite.what')}</p>
          <p class="actions">
            <button>{say('circle.invite')}</button>
          </p>
        </Form>
      ) : null}
      {inCircle || mayBegin ? (
        <Form page={page} action={href(page, inCircle ? '/moderation/circle/leaving' : '/moderation/circle')} label={say('circle.title')}>
          <p class="actions">
            <button class="quiet">{say(inCircle ? 'pressure.circle.leave' : 'pressure.circle.join')}</button>
          </p>
        </Form>
      ) : null}
      {mayInvite ? (
        <p>
          <a href={href(page, '/moderation/pressure')}>{say('pressure.desk')}</a>
        </p>
      ) : null}
    </Layout>
  )
}

/** For whoever got a link: what it means, before they say yes. */
export function CircleLinkPage({ page, link, spent }: { page: Page; link: string; spent: boolean }) {
  const { say } = page
  return (
    <Layout page={page} title={say('circle.join.title')} index={false}>
      <h1>{say('circle.join.title')}</h1>
      {spent ? (
        <p class="note">{say('circle.link-spent')}</p>
      ) : (
        <>
          <p class="lead">{say('circle.join.lead')}</p>
          <ul>
            {(['secret', 'name', 'leave'] as const).map((point) => (
              <li>{say(`circle.join.${point}`)}</li>
            ))}
          </ul>
          {page.actor.account === null ? (
            <p class="actions">
              <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`/circle/${link}`)}`)}>
                {say('sign-in.do')}
              </a>
            </p>
          ) : (
            <Form page={page} action={href(page, `/circle/${link}`)}>
              <p>
                {say('circle.join.as')} <strong>{page.personName ?? say('nav.me')}</strong>
              </p>
              <p class="actions">
                <button>{say('circle.join.do')}</button>
              </p>
            </Form>
          )}
        </>
      )}
    </Layout>
  )
}
