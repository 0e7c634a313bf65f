import { TextField } from '../../../web/fields.tsx'
import type { Front } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'

/** On the first page: where one lives and where one's people are from; the answer is an address, and nothing is kept. */
export const front: Front = async (_kit, page) => {
  const { say } = page
  return (
    <section>
      <h2>{say('abroad.title')}</h2>
      <form method="get" action={href(page, '/abroad')}>
        <TextField name="live" label={say('abroad.choose.live')} most={80} autocomplete="off" />
        <TextField name="people" label={say('abroad.choose.people')} most={160} autocomplete="off" />
        <button>{say('abroad.choose.find')}</button>
      </form>
    </section>
  )
}
