import { pairFrom } from '../../platform/push.ts'

/** What a browser gives, of a push service that is asked nothing here. */
export const DEVICE = {
  endpoint: 'https://push.example.org/somewhere',
  p256dh: pairFrom(Buffer.alloc(32, 5)).publicKey,
  auth: Buffer.alloc(16, 6).toString('base64url'),
}
