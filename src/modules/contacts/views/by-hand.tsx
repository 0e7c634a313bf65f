import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import { Crumb } from '../../../web/parts.tsx'
import { MOST_CALLED, type Branch } from '../rules.ts'
import type { Values } from './pieces.tsx'

/** What somebody can do for another at a table or on the telephone, without that other having an account: each leads to the form of its room. */
const FORMS = [
  ['event', '/events'],
  ['call-back', '/contact#ask'],
  ['dialogue', '/dialogues'],
  ['idea', '/summits'],
  ['registration', '/summits'],
] as const

type Props = { readonly page: Page; readonly link: string; readonly helped: number | null; readonly problem?: Problem | undefined }

export function ByHandPage({ page, link, helped, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('byhand.title')} description={say('byhand.lead')}>
      <Crumb page={page} path="/contact">
        {say('contact.title')}
      </Crumb>
      <h1>{say('byhand.title')}</h1>
      <p class="lead">{say('byhand.lead')}</p>
      <ol>
        <li>{say('byhand.first')}</li>
        <li>{say('byhand.second')}</li>
        <li>{say('byhand.third')}</li>
      </ol>
      <h2>{say('byhand.forms')}</h2>
      <ul class="targets">
        {FORMS.map(([form, to]) => (
          <li>
            <a href={href(page, to)}>{say(`byhand.${form}`)}</a>
          </li>
        ))}
      </ul>
      <h2>{say('receipt.title')}</h2>
      <p>{say('receipt.how')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/contact/receipt')}>
        <TextField
          name="link"
          type="url"
          label={say('receipt.link')}
          hint={say('receipt.link.hint')}
          value={link}
          most={600}
          required
          problem={problem}
        />
        <button>{say('receipt.do')}</button>
      </Form>
      <h2>{say('helped.title')}</h2>
      <p>{say('helped.what')}</p>
      <p>{helped === null ? say('helped.few') : say('helped.count', { count: helped })}</p>
      <p>
        <a href={href(page, '/contact/by-hand/log')}>{say('helped.open')}</a>
      </p>
    </Layout>
  )
}

/** To print and hand over. */
export function ReceiptPage({ page, link, qr }: { page: Page; link: string; qr: Qr }) {
  const { say } = page
  return (
    <Layout page={page} title={say('receipt.title')} index={false} styles={['kit.css']}>
      <article class="kit">
        <p class="crumb">
          <a href={href(page, '/contact/by-hand')}>{say('byhand.title')}</a>
        </p>
        <h1>{say('receipt.title')}</h1>
        <p class="lead">{say('receipt.what')}</p>
        <QrCode qr={qr} label={say('receipt.qr')} side={260} />
        <p class="proof" dir="ltr">
          {link}
        </p>
        <p>{say('receipt.on', { day: say.day(page.now, page.zone ?? page.homeZone), hub: `\u2068${page.hubName}\u2069` })}</p>
        <p>{say('receipt.secret')}</p>
      </article>
    </Layout>
  )
}

type TreeProps = { readonly page: Page; readonly values: Values; readonly tree: readonly Branch[] | null; readonly empty: boolean }

/** From numbers that are typed into the page: the answer is drawn, and nothing of it is kept. */
export function PhoneTreePage({ page, values, tree, empty }: TreeProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('tree.title')} index={false} styles={['kit.css']}>
      <div class="kit">
        <Crumb page={page} path="/contact">
          {say('contact.title')}
        </Crumb>
        <h1>{say('tree.title')}</h1>
        {tree === null || tree.length === 0 ? null : (
          <section class="printed">
            <p>{say('tree.how')}</p>
            <table class="lined">
              <thead>
                <tr>
                  <th scope="col">{say('tree.caller')}</th>
                  <th scope="col">{say('tree.calls')}</th>
                </tr>
              </thead>
              <tbody>
                {tree.map(({ name, number, calls }) => (
                  <tr>
                    <th scope="row">
                      <bdi>{name}</bdi> <bdi dir="ltr">{number}</bdi>
                    </th>
                    <td>
                      <ul>
                        {calls.map((one) => (
                          <li>
                            <bdi>{one.name}</bdi> <bdi dir="ltr">{one.number}</bdi>
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <section class="screen">
          <p class="lead">{say('tree.lead')}</p>
          {empty ? <p class="problem">{say('tree.empty')}</p> : null}
          <Form page={page} action={href(page, '/contact/phone-tree')}>
            <TextArea
              name="people"
              label={say('tree.people')}
              hint={say('tree.people.hint')}
              value={values['people']}
              rows={10}
              most={12_000}
              required
            />
            <SelectField
              name="each"
              label={say('tree.each')}
              value={values['each'] ?? '3'}
              options={Array.from({ length: MOST_CALLED.most - MOST_CALLED.least + 1 }, (_, at) => String(at + MOST_CALLED.least)).map(
                (value) => ({
                  value,
                  label: value,
                }),
              )}
            />
            <button>{say('tree.do')}</button>
          </Form>
          <p class="quiet">{say('tree.kept')}</p>
        </section>
      </div>
    </Layout>
  )
}
