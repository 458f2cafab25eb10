-- Why a credited referral earned its friend no reward: a limit of the program, or a too small order.
ALTER TABLE "referral" ADD COLUMN "friend_unrewarded_reason" TEXT;
