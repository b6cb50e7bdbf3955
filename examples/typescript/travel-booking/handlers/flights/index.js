'use strict';

/** Reserves a seat. The same key is the same reservation. */
exports.reserve = async ({ key }) => ({ reservation: `F-${key.slice(0, 12)}` });

/** Gives a seat back; one that was never reserved, too. */
exports.cancel = async ({ ReserveFlight }) => ({ cancelled: ReserveFlight?.reservation ?? 'nothing' });
