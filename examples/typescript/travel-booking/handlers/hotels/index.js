'use strict';

/** Rooms by place, in cents a night. A real one asks the hotels. */
const ROOMS = { Oslo: [15900, 21900], Porto: [8900, 11900], Rome: [12900], Reykjavik: [18900, 25900] };

/** The hotels' system is closed at night. */
const OPENS = '06:00';

/** Offers for a place. Throws Hotels.Closed. */
exports.search = async ({ to, time }) => {
  if (time < OPENS) throw Object.assign(new Error(`closed until ${OPENS}`), { name: 'Hotels.Closed' });
  return (ROOMS[to] ?? []).map((price, index) => ({ hotel: `${to} ${index + 1}`, price }));
};

/** Reserves a room. The same key is the same reservation. */
exports.reserve = async ({ to, key }) => {
  if (!ROOMS[to]) throw Object.assign(new Error(`no rooms in ${to}`), { name: 'Hotels.Full' });
  return { reservation: `H-${key.slice(0, 12)}` };
};

/** Gives a room back; one that was never reserved, too. */
exports.cancel = async ({ ReserveHotel }) => ({ cancelled: ReserveHotel?.reservation ?? 'nothing' });
