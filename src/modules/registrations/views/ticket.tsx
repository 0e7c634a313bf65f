import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { EditionCard } from '../../gatherings/index.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { Mode } from '../tables.ts'
import { Crumb, DeedButton, Link } from './pieces.tsx'

type TicketProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly mode: Mode
  readonly badge: string
  readonly code: string
  readonly qr: Qr
}

export function TicketPage({ page, edition, mode, badge, code, qr }: TicketProps) {
  const { say } = page
  const at = `${edition.path}/registration`
  return (
    <Layout page={page} title={say('ticket.title')} index={false}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={at}>
            {say('registration.title')}
          </Link>
        }
      />
      <h1>{say('ticket.title')}</h1>
      <section class="card" aria-labelledby="ticket-of">
        <h2 id="ticket-of">
          <InLanguage language={edition.language}>{edition.name}</InLanguage>
        </h2>
        <p>
          {edition.startsOn === edition.endsOn
            ? dayInWords(page, edition.startsOn)
            : say('ticket.days', { first: dayInWords(page, edition.startsOn), last: dayInWords(page, edition.endsOn) })}
        </p>
        {badge === '' ? null : (
          <p>
            <bdi>{badge}</bdi>
          </p>
        )}
        <p>{say(`registration.as.${mode}`)}</p>
        <QrCode qr={qr} label={say('ticket.qr', { code })} />
        <p>
          {say('ticket.code')} <strong dir="ltr">{code}</strong>
        </p>
      </section>
      <p class="quiet">{say('ticket.what')}</p>
      <p class="actions">
        <a href={href(page, `${edition.path}/calendar.ics`)}>{say('ticket.calendar')}</a>
      </p>
      <details>
        <summary>{say('ticket.renew')}</summary>
        <p>{say('ticket.renew-what')}</p>
        <DeedButton page={page} action={`${at}/ticket`} label={say('ticket.renew-do')} look="quiet" />
      </details>
    </Layout>
  )
}
