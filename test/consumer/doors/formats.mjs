export * from "lucius-rating/formats";
